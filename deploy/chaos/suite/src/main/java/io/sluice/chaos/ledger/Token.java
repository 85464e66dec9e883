package io.sluice.chaos.ledger;

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
