package io.sluice.diagnosis;

import java.util.Locale;

/**
 * Cause of a stuck execution, as far as the samples show it.
 *
 * @param sentence for people
 */
public record Verdict(Kind kind, String sentence) {
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
    /** None of the other kinds. */
    UNKNOWN;

    /** Returns the name in dossiers and fingerprints. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns a verdict without a known cause. */
  public static Verdict unknown(String why) {
    return new Verdict(Kind.UNKNOWN, "unknown: " + why);
  }
}
