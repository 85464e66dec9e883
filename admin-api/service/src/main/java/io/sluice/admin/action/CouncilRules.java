package io.sluice.admin.action;

import io.sluice.api.ActionApi.ActionView.Vote;
import io.sluice.api.CouncilApi.CouncilView;
import io.sluice.api.CouncilApi.CouncilView.Delegation;
import io.sluice.api.CouncilApi.CouncilView.Member;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rules of a council (docs/actions.md). Who asked for an action has no vote on it, and a person
 * votes for one member only, so that nobody approves alone what needs two. Pure.
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

  /** The members who may vote on an action of this requester. */
  static List<Member> voters(CouncilView council, String requester) {
    return council.members().stream().filter(each -> !each.name().equals(requester)).toList();
  }

  /**
   * The member for whom a person may vote: the person, else an absent member who named this person.
   * Empty if there is none.
   */
  static Optional<Member> memberOf(
      CouncilView council, String person, String requester, Instant now) {
    if (person.equals(requester)) {
      return Optional.empty();
    }
    List<Member> voters = voters(council, requester);
    return voters.stream()
        .filter(member -> member.name().equals(person))
        .findFirst()
        .or(() -> voters.stream().filter(member -> isDelegate(member, person, now)).findFirst());
  }

  static boolean isDelegate(Member member, String person, Instant now) {
    Delegation delegation = member.delegation();
    return delegation != null
        && delegation.delegate().equals(person)
        && !now.isBefore(delegation.from())
        && now.isBefore(delegation.until());
  }

  /**
   * Decides. Votes of members who have left do not count, and of several votes that a person cast
   * for different members only the first one does.
   *
   * @param votes in the order in which they were cast
   */
  static VoteResult result(CouncilView council, String requester, List<Vote> votes) {
    Map<String, Boolean> approvals = counted(votes);
    List<Member> voters = voters(council, requester);
    List<Member> rejecting =
        voters.stream().filter(each -> Boolean.FALSE.equals(approvals.get(each.name()))).toList();
    Optional<Member> veto = rejecting.stream().filter(Member::veto).findFirst();
    if (veto.isPresent()) {
      return new VoteResult.Vetoed(veto.get().name());
    }
    int approving =
        (int)
            voters.stream().filter(each -> Boolean.TRUE.equals(approvals.get(each.name()))).count();
    if (approving >= council.quorum()) {
      return new VoteResult.Approved(approving);
    }
    return voters.size() - rejecting.size() < council.quorum()
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
