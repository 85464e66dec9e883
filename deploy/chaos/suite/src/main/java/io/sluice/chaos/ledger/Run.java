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

  /** The fencing token of an attempt: a higher one is a later attempt of its execution. */
  public record Token(long epoch, long claim) implements Comparable<Token> {

    /** Parses the form that workflows see: two numbers with leading zeros, joined by a dot. */
    static Token parse(String text) {
      int dot = text.indexOf('.');
      return new Token(
          Long.parseLong(text.substring(0, dot)), Long.parseLong(text.substring(dot + 1)));
    }

    @Override
    public int compareTo(Token other) {
      int byEpoch = Long.compare(epoch, other.epoch);
      return byEpoch != 0 ? byEpoch : Long.compare(claim, other.claim);
    }

    @Override
    public String toString() {
      return epoch + "." + claim;
    }
  }
}
