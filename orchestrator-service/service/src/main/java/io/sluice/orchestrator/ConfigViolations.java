package io.sluice.orchestrator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects one sentence for each value that is not allowed: variable, value, allowed range. */
public final class ConfigViolations {
  private final List<String> sentences = new ArrayList<>();

  public void add(String sentence) {
    sentences.add(sentence);
  }

  /** Checks a number, bounds included. */
  public void within(String variable, int value, int least, int most) {
    if (value < least || value > most) {
      add(
          String.format(
              Locale.ROOT, "%s is %d; allowed is %d to %d.", variable, value, least, most));
    }
  }

  /** Checks a duration, bounds included. */
  public void within(String variable, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      add("%s is %s; allowed is %s to %s.".formatted(variable, value, least, most));
    }
  }

  /** Checks that the first of two durations is the shorter one. */
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
