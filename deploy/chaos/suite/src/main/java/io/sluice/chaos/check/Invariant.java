package io.sluice.chaos.check;

/** The invariants of a chaos run (docs/reliability.md). */
public enum Invariant {
  I1("accepted is in PostgreSQL, ended once, and never changed"),
  I2("one recorded outcome, of the highest token that had started"),
  I3("no outcome of a fenced attempt was recorded"),
  I4("never two ACTIVE processes, and none only after a crash"),
  I5("no healthy execution was killed"),
  I6("nothing started after its workflow was blocked"),
  I7("exclusive ones never overlap, at-most-once ones start once"),
  I8("at rest nothing is left"),
  I9("every command ended"),
  I10("every fault landed, and could be healed");

  private final String sentence;

  Invariant(String sentence) {
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }
}
