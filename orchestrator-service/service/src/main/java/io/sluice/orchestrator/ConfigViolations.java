package io.sluice.orchestrator;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Collects one sentence for each value that is not allowed: variable, value, allowed range. */
public final class ConfigViolations {
  /** Setting of admin-api that has no effect here. */
  static final String EXECUTION_TIMEOUT = "execution.timeout-seconds";

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

  /**
   * Returns a sentence if the timeout of executions is set on a worker, where it would have no
   * effect: admin-api decides it for each execution.
   */
  public static List<String> ofExecutionTimeout(Optional<String> seconds) {
    return seconds
        .map(
            "EXECUTION_TIMEOUT_SECONDS is %s, and a worker does not use it: set it on admin-api, and remove it here."
                ::formatted)
        .stream()
        .toList();
  }

  /** Refuses the start, with one sentence for each value, if there are any. */
  static void refuse(List<String> sentences) {
    if (!sentences.isEmpty()) {
      throw new Refused(sentences);
    }
  }

  /** Refusal of the start, which Quarkus prints without a stack because of the type. */
  static final class Refused extends ConfigurationException {
    private static final long serialVersionUID = 1L;

    Refused(List<String> sentences) {
      super(String.join(" ", sentences));
    }
  }
}
