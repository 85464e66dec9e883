package io.sluice.admin.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.admin.action.CouncilRules.VoteResult;
import io.sluice.api.ActionApi.ActionView.Vote;
import io.sluice.api.CouncilApi.CouncilView;
import io.sluice.api.CouncilApi.CouncilView.Delegation;
import io.sluice.api.CouncilApi.CouncilView.Member;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CouncilRulesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void isUndecidedUntilTheQuorumApproves() {
    CouncilView council = council(2, member("ada"), member("ben"), member("cyd"));

    assertThat(result(council, votes())).isEqualTo(new VoteResult.Undecided());
    assertThat(result(council, votes("ada", true, "ben", false)))
        .isEqualTo(new VoteResult.Undecided());
    assertThat(result(council, votes("ada", true, "cyd", true)))
        .isEqualTo(new VoteResult.Approved(2));
  }

  @Test
  void isRejectedOnceTheQuorumCannotBeReached() {
    CouncilView council = council(2, member("ada"), member("ben"), member("cyd"));

    assertThat(result(council, votes("ada", false, "ben", false)))
        .isEqualTo(new VoteResult.Rejected(2));
  }

  @Test
  void aVetoDecidesAloneAlsoAgainstApprovals() {
    CouncilView council = council(1, member("ada"), new Member("ben", true, null));

    assertThat(result(council, votes("ada", true, "ben", false)))
        .isEqualTo(new VoteResult.Vetoed("ben"));
  }

  @Test
  void whoAskedHasNoVote() {
    CouncilView council = council(2, member("ada"), member("ben"), member("cyd"));
    List<Vote> votes = votes("ada", true, "ben", true);

    assertThat(CouncilRules.result(council, "ada", votes)).isEqualTo(new VoteResult.Undecided());
    assertThat(CouncilRules.result(council, "ada", votes("ben", false)))
        .isEqualTo(new VoteResult.Rejected(1));
    assertThat(CouncilRules.memberOf(council, "ada", "ada", NOW)).isEmpty();
  }

  @Test
  void votesOfMembersWhoHaveLeftDoNotCount() {
    CouncilView council = council(2, member("ada"), member("ben"));

    assertThat(result(council, votes("ada", true, "gone", true)))
        .isEqualTo(new VoteResult.Undecided());
    assertThat(result(council, votes("ada", true, "gone", false)))
        .isEqualTo(new VoteResult.Undecided());
  }

  @Test
  void aDelegateVotesForAnAbsentMemberFromTheBeginningUntilTheEnd() {
    Member absent = new Member("ada", false, new Delegation("dee", NOW, NOW.plusSeconds(60)));
    CouncilView council = council(1, absent, member("ben"));

    assertThat(CouncilRules.memberOf(council, "dee", "kim", NOW.minusMillis(1))).isEmpty();
    assertThat(CouncilRules.memberOf(council, "dee", "kim", NOW)).contains(absent);
    assertThat(CouncilRules.memberOf(council, "dee", "kim", NOW.plusSeconds(60))).isEmpty();
    assertThat(CouncilRules.memberOf(council, "ada", "kim", NOW)).contains(absent);
    assertThat(CouncilRules.memberOf(council, "eve", "kim", NOW)).isEmpty();
  }

  @Test
  void nobodyVotesOnAnOwnActionForAnotherMember() {
    Member absent = new Member("ada", false, new Delegation("dee", NOW, NOW.plusSeconds(60)));
    CouncilView council = council(1, absent, member("ben"));

    assertThat(CouncilRules.memberOf(council, "dee", "dee", NOW))
        .as("the delegate asked")
        .isEmpty();
    assertThat(CouncilRules.memberOf(council, "dee", "ada", NOW)).as("the member asked").isEmpty();
  }

  @Test
  void aPersonCountsOnceAlsoAfterVotingForTwoMembers() {
    CouncilView council = council(2, member("ada"), member("ben"));
    List<Vote> votes =
        List.of(
            new Vote("ada", "ben", "approve", null, NOW),
            new Vote("ben", "ben", "approve", null, NOW));

    assertThat(CouncilRules.result(council, "kim", votes)).isEqualTo(new VoteResult.Undecided());
  }

  private static VoteResult result(CouncilView council, List<Vote> votes) {
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

  private static Member member(String name) {
    return new Member(name, false, null);
  }

  private static CouncilView council(int quorum, Member... members) {
    return new CouncilView(new UUID(0, 1), "c", List.of(members), quorum, null, NOW, "root");
  }
}
