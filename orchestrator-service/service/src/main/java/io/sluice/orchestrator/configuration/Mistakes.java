package io.sluice.orchestrator.configuration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Collects one sentence for each value that is not allowed: the variable, the value, and what is.
 */
public final class Mistakes {
  private final List<String> sentences = new ArrayList<>();

  public void add(String sentence) {
    sentences.add(sentence);
  }

  /** A number, bounds included. */
  public void within(String variable, int value, int least, int most) {
    if (value < least || value > most) {
      add(
          String.format(
              Locale.ROOT, "%s is %d; allowed is %d to %d.", variable, value, least, most));
    }
  }

  /** A duration, bounds included. */
  public void within(String variable, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      add("%s is %s; allowed is %s to %s.".formatted(variable, value, least, most));
    }
  }

  /** Two durations of which the first must be the shorter one. */
  public void shorter(String variable, Duration value, String than, Duration bound) {
    if (value.compareTo(bound) >= 0) {
      add(
          "%s is %s; it must be shorter than %s, which is %s."
              .formatted(variable, value, than, bound));
    }
  }

  public List<String> sentences() {
    return List.copyOf(sentences);
  }
}
