package io.sluice.admin.action;

import io.sluice.api.CouncilApi.CouncilView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A council.
 *
 * @param quorum approvals that are needed
 * @param deadlineSeconds time in which it must decide; absent if it has no limit
 */
record Council(
    UUID id,
    String name,
    int quorum,
    @Nullable Integer deadlineSeconds,
    Instant createdAt,
    String createdBy,
    List<Seat> seats) {

  /**
   * The seat of a member.
   *
   * @param veto a rejection from this seat decides alone
   */
  record Seat(String member, boolean veto, @Nullable Absence absence) {

    CouncilView.Member view() {
      return new CouncilView.Member(
          member,
          veto,
          absence == null
              ? null
              : new CouncilView.Delegation(absence.delegate(), absence.from(), absence.until()));
    }
  }

  /** The time in which a delegate votes in place of a member. */
  record Absence(String delegate, Instant from, Instant until) {

    boolean includes(Instant now) {
      return !now.isBefore(from) && now.isBefore(until);
    }
  }

  boolean has(String person) {
    return seats.stream().anyMatch(seat -> seat.member().equals(person));
  }

  CouncilView view() {
    return new CouncilView(
        id,
        name,
        seats.stream().map(Seat::view).toList(),
        quorum,
        deadlineSeconds,
        createdAt,
        createdBy);
  }
}
