package io.sluice.admin.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.admin.action.Council.Absence;
import io.sluice.admin.action.Council.Seat;
import io.sluice.admin.action.CouncilRules.VoteResult;
import io.sluice.api.ActionApi.ActionView.Vote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CouncilRulesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void isUndecidedUntilTheQuorumApproves() {
    Council council = council(2, seat("ada"), seat("ben"), seat("cyd"));

    assertThat(result(council, votes())).isEqualTo(new VoteResult.Undecided());
    assertThat(result(council, votes("ada", true, "ben", false)))
        .isEqualTo(new VoteResult.Undecided());
    assertThat(result(council, votes("ada", true, "cyd", true)))
        .isEqualTo(new VoteResult.Approved(2));
  }

  @Test
  void isRejectedOnceTheQuorumCannotBeReached() {
    Council council = council(2, seat("ada"), seat("ben"), seat("cyd"));

    assertThat(result(council, votes("ada", false, "ben", false)))
        .isEqualTo(new VoteResult.Rejected(2));
  }

  @Test
  void aVetoDecidesAloneAlsoAgainstApprovals() {
    Council council = council(1, seat("ada"), new Seat("ben", true, null));

    assertThat(result(council, votes("ada", true, "ben", false)))
        .isEqualTo(new VoteResult.Vetoed("ben"));
  }

  @Test
  void whoAskedHasNoSeat() {
    Council council = council(2, seat("ada"), seat("ben"), seat("cyd"));
    List<Vote> votes = votes("ada", true, "ben", true);

    assertThat(CouncilRules.result(council, "ada", votes)).isEqualTo(new VoteResult.Undecided());
    assertThat(CouncilRules.result(council, "ada", votes("ben", false)))
        .isEqualTo(new VoteResult.Rejected(1));
    assertThat(CouncilRules.seatOf(council, "ada", "ada", NOW)).isEmpty();
  }

  @Test
  void votesOfMembersWhoHaveLeftDoNotCount() {
    Council council = council(2, seat("ada"), seat("ben"));

    assertThat(result(council, votes("ada", true, "gone", true)))
        .isEqualTo(new VoteResult.Undecided());
    assertThat(result(council, votes("ada", true, "gone", false)))
        .isEqualTo(new VoteResult.Undecided());
  }

  @Test
  void aDelegateVotesForAnAbsentMemberFromTheBeginningUntilTheEnd() {
    Seat absent = new Seat("ada", false, new Absence("dee", NOW, NOW.plusSeconds(60)));
    Council council = council(1, absent, seat("ben"));

    assertThat(CouncilRules.seatOf(council, "dee", "kim", NOW.minusMillis(1))).isEmpty();
    assertThat(CouncilRules.seatOf(council, "dee", "kim", NOW)).contains(absent);
    assertThat(CouncilRules.seatOf(council, "dee", "kim", NOW.plusSeconds(60))).isEmpty();
    assertThat(CouncilRules.seatOf(council, "ada", "kim", NOW)).contains(absent);
    assertThat(CouncilRules.seatOf(council, "eve", "kim", NOW)).isEmpty();
  }

  @Test
  void nobodyVotesOnAnOwnActionForAnotherSeat() {
    Seat absent = new Seat("ada", false, new Absence("dee", NOW, NOW.plusSeconds(60)));
    Council council = council(1, absent, seat("ben"));

    assertThat(CouncilRules.seatOf(council, "dee", "dee", NOW)).as("the delegate asked").isEmpty();
    assertThat(CouncilRules.seatOf(council, "dee", "ada", NOW)).as("the member asked").isEmpty();
  }

  @Test
  void aPersonCountsOnceAlsoAfterVotingForTwoSeats() {
    Council council = council(2, seat("ada"), seat("ben"));
    List<Vote> votes =
        List.of(
            new Vote("ada", "ben", "approve", null, NOW),
            new Vote("ben", "ben", "approve", null, NOW));

    assertThat(CouncilRules.result(council, "kim", votes)).isEqualTo(new VoteResult.Undecided());
  }

  private static VoteResult result(Council council, List<Vote> votes) {
    return CouncilRules.result(council, "kim", votes);
  }

  /** Votes by member and approval in turn. */
  private static List<Vote> votes(Object... membersAndApprovals) {
    var votes = new ArrayList<Vote>();
    for (int i = 0; i < membersAndApprovals.length; i += 2) {
      String member = (String) membersAndApprovals[i];
      boolean approves = (boolean) membersAndApprovals[i + 1];
      votes.add(new Vote(member, member, approves ? Vote.APPROVE : Vote.REJECT, null, NOW));
    }
    return votes;
  }

  private static Seat seat(String member) {
    return new Seat(member, false, null);
  }

  private static Council council(int quorum, Seat... seats) {
    return new Council(new UUID(0, 1), "c", quorum, null, NOW, "root", List.of(seats));
  }
}
