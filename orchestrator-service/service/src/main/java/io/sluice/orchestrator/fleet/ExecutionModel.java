package io.sluice.orchestrator.fleet;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where executions run (architecture, section 4). */
public enum ExecutionModel {
  /** In slots of one shared process, which is handed over and drained when it must go. */
  THREAD,
  /** In a warm process with one slot. */
  PROCESS,
  /** In a fresh process each. */
  ISOLATED;

  /** The word in configuration, records, metrics and logs. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The model with this label, if there is one. */
  public static Optional<ExecutionModel> of(@Nullable String label) {
    return Arrays.stream(values()).filter(model -> model.label().equals(label)).findFirst();
  }
}
