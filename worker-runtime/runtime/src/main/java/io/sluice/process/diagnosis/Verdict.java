package io.sluice.process.diagnosis;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Cause of a stuck execution, as far as the samples show it. */
sealed interface Verdict {
  /** Returns the name of the kind in dossier and fingerprint. */
  String kind();

  /** Returns the cause in a few words, for people. */
  String words();

  /** At least 80 % of a CPU between the samples. */
  record Spinning(StackFrame frame) implements Verdict {
    @Override
    public String kind() {
      return "spinning";
    }

    @Override
    public String words() {
      return "spinning in " + frame.inWords();
    }
  }

  /** Waiting for a lock that another thread holds. */
  record Blocked(String lock, String holder) implements Verdict {
    @Override
    public String kind() {
      return "blocked";
    }

    @Override
    public String words() {
      return "blocked on lock " + lock + " held by " + holder;
    }
  }

  /** Threads that wait for each other in a cycle. */
  record Deadlock(List<String> threads) implements Verdict {
    @Override
    public String kind() {
      return "deadlock";
    }

    @Override
    public String words() {
      return "deadlock between " + String.join(" and ", threads);
    }
  }

  /** Waiting in a read of a socket or pipe without an answer. */
  record WaitingInRead(String what, List<String> closers) implements Verdict {
    @Override
    public String kind() {
      return "read";
    }

    @Override
    public String words() {
      return "waiting in "
          + what
          + " read"
          + (closers.isEmpty() ? "" : " (" + String.join(", ", closers) + ")");
    }
  }

  /** More than half of the time went into garbage collection. */
  record ShortOfMemory(int gcPercent) implements Verdict {
    @Override
    public String kind() {
      return "memory";
    }

    @Override
    public String words() {
      return "the process is short of memory; " + gcPercent + " % of time in GC";
    }
  }

  /** None of the other kinds. */
  record Unknown(boolean sameStack, Duration watched) implements Verdict {
    @Override
    public String kind() {
      return "unknown";
    }

    @Override
    public String words() {
      return String.format(
          Locale.ROOT,
          "unknown: %s for %.1f s",
          sameStack ? "same stack" : "changing stacks",
          watched.toMillis() / 1000.0);
    }
  }
}
