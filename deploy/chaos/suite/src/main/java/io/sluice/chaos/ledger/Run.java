package io.sluice.chaos.ledger;

import java.util.Optional;

/**
 * One attempt as the ledger shows it. Times are nanoseconds of the machine's monotonic clock.
 *
 * @param execution its id
 * @param pid of the process it ran in
 * @param lastSeen its last line of any kind
 * @param end absent when the attempt never came to its end
 */
public record Run(
    String execution,
    Token token,
    String workflow,
    long pid,
    long start,
    long lastSeen,
    Optional<End> end) {

  /**
   * The end of an attempt.
   *
   * @param how normal, interrupted or threw
   */
  public record End(long at, String how) {
    public boolean interrupted() {
      return how.equals("interrupted");
    }
  }

  Run seen(long at) {
    return new Run(execution, token, workflow, pid, start, Math.max(lastSeen, at), end);
  }

  Run ended(long at, String how) {
    return new Run(execution, token, workflow, pid, start, at, Optional.of(new End(at, how)));
  }
}
