package io.sluice.diagnosis;

import java.util.Locale;

/**
 * Cause of a stuck execution, as far as the samples show it.
 *
 * @param sentence for people
 * @param advice part of the author's guide that helps
 * @param ignored what became of the interrupts, as the sentence says it; empty if nothing is known
 */
public record Verdict(Kind kind, String sentence, Advice advice, String ignored) {
  /** A verdict with the advice of its kind. */
  public Verdict(Kind kind, String sentence) {
    this(kind, sentence, Advice.of(kind), "");
  }

  /** Returns the verdict with the effect of the interrupts at the end of its sentence. */
  Verdict ignoring(String effect) {
    return effect.isEmpty() ? this : new Verdict(kind, sentence + "; " + effect, advice, effect);
  }

  /** Kind of cause; the constants are named as in dossiers and fingerprints. */
  public enum Kind {
    /** At least 80 % of a CPU between the samples. */
    SPINNING,
    /** Waiting for a lock that another thread holds. */
    BLOCKED,
    /** Threads that wait for each other in a cycle. */
    DEADLOCK,
    /** Waiting in a read of a socket or pipe without an answer. */
    READ,
    /** More than half of the time went into garbage collection. */
    MEMORY,
    /** Waiting for something with a name. */
    WAITING,
    /** Waiting for short times, again and again. */
    POLLING,
    /** Running, in changing places. */
    RUNNING,
    /** None of the other kinds. */
    UNKNOWN;

    /** Returns the name in dossiers. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the name in fingerprints. The kinds that were unknown before they had a name keep it,
     * so that old and new dossiers of one cause have the same fingerprint.
     */
    public String fingerprintLabel() {
      return switch (this) {
        case WAITING, POLLING, RUNNING, UNKNOWN -> UNKNOWN.label();
        case SPINNING, BLOCKED, DEADLOCK, READ, MEMORY -> label();
      };
    }
  }

  /** Returns a verdict without a known cause. */
  public static Verdict unknown(String why) {
    return new Verdict(Kind.UNKNOWN, "unknown: " + why);
  }
}
