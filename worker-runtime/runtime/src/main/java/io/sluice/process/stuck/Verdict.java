package io.sluice.process.stuck;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What the samples of an execution show (supervision, section 7). Never a guess. */
sealed interface Verdict {
  /** The kind as the dossier and the fingerprint name it. */
  String kind();

  /** The finding in a few words, for people. */
  String words();

  /** At least 80 % of a CPU between the samples. */
  record Spinning(Frame frame) implements Verdict {
    @Override
    public String kind() {
      return "spinning";
    }

    @Override
    public String words() {
      return "spinning in " + frame.inWords();
    }
  }

  /** A lock that another thread holds. */
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

  /** Threads that wait for each other in a circle. */
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

  /** A read of a socket or pipe that nothing answers. */
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

  /** None of the others. */
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
