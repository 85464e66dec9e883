package io.sluice.admin.action;

import io.sluice.admin.action.Council.Seat;
import io.sluice.api.ActionApi.ActionView.Vote;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rules of a council (docs/actions.md). Who asked for an action has no vote on it, and a person
 * votes for one seat only, so that nobody approves alone what needs two. Pure.
 */
final class CouncilRules {

  private CouncilRules() {}

  /** The outcome of the votes so far. */
  sealed interface VoteResult {

    /** Neither enough approvals nor enough rejections. */
    record Undecided() implements VoteResult {}

    record Approved(int approvals) implements VoteResult {}

    /** Those who have not rejected are too few for the quorum. */
    record Rejected(int rejections) implements VoteResult {}

    /** A member whose rejection decides alone has rejected. */
    record Vetoed(String member) implements VoteResult {}
  }

  /** The seats that may vote on an action of this requester. */
  static List<Seat> seats(Council council, String requester) {
    return council.seats().stream().filter(seat -> !seat.member().equals(requester)).toList();
  }

  /**
   * The seat for which a person may vote: the own one, else that of an absent member who named this
   * person. Empty if there is none.
   */
  static Optional<Seat> seatOf(Council council, String person, String requester, Instant now) {
    if (person.equals(requester)) {
      return Optional.empty();
    }
    List<Seat> seats = seats(council, requester);
    return seats.stream()
        .filter(seat -> seat.member().equals(person))
        .findFirst()
        .or(() -> seats.stream().filter(seat -> isDelegate(seat, person, now)).findFirst());
  }

  private static boolean isDelegate(Seat seat, String person, Instant now) {
    return seat.absence() != null
        && seat.absence().delegate().equals(person)
        && seat.absence().includes(now);
  }

  /**
   * Decides. Votes of seats that no longer exist do not count, and of several votes that a person
   * cast for different seats only the first one does.
   *
   * @param votes in the order in which they were cast
   */
  static VoteResult result(Council council, String requester, List<Vote> votes) {
    Map<String, Boolean> approvals = counted(votes);
    List<Seat> seats = seats(council, requester);
    List<Seat> rejecting =
        seats.stream().filter(seat -> Boolean.FALSE.equals(approvals.get(seat.member()))).toList();
    Optional<Seat> veto = rejecting.stream().filter(Seat::veto).findFirst();
    if (veto.isPresent()) {
      return new VoteResult.Vetoed(veto.get().member());
    }
    int approving =
        (int)
            seats.stream()
                .filter(seat -> Boolean.TRUE.equals(approvals.get(seat.member())))
                .count();
    if (approving >= council.quorum()) {
      return new VoteResult.Approved(approving);
    }
    return seats.size() - rejecting.size() < council.quorum()
        ? new VoteResult.Rejected(rejecting.size())
        : new VoteResult.Undecided();
  }

  /** True for an approval and false for a rejection, by member. */
  private static Map<String, Boolean> counted(List<Vote> votes) {
    var voters = new HashSet<String>();
    var counted = new HashMap<String, Boolean>();
    for (Vote vote : votes) {
      if (voters.add(vote.voter())) {
        counted.put(vote.member(), vote.vote().equals(Vote.APPROVE));
      }
    }
    return counted;
  }
}
