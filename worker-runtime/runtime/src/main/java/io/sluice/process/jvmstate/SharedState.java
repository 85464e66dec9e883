package io.sluice.process.jvmstate;

import io.sluice.diagnosis.CutText;
import java.util.Optional;

/**
 * Part of the shared state of the JVM. Runs no code of a workflow and takes no lock that one can
 * hold.
 */
public interface SharedState {
  /** Compares with the first reading and restores that; empty if nothing was changed. */
  Optional<StateChange> putBack();

  /**
   * A change of the shared state of the JVM.
   *
   * @param kind label of the metric, for example {@code locale}
   * @param words the change, for example "the default locale to tr"
   * @param putBack false if the process keeps the change and must be replaced
   */
  public record StateChange(String kind, String words, boolean putBack) {
    private static final int MAX_WORDS = 300;

    public StateChange {
      words = CutText.of(words, MAX_WORDS);
    }
  }
}
