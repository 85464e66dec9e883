package io.sluice.orchestrator.fleet;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Execution model: the way in which executions share processes. See docs/execution-models.md. */
public enum ExecutionModel {
  /** In slots of one shared process, which is handed over and drained before it is replaced. */
  THREAD,
  /** In a warm process with one slot. */
  PROCESS,
  /** Each in a fresh process. */
  ISOLATED;

  /** Returns the name in configuration, records, metrics and logs. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the model with this label; empty if there is none. */
  public static Optional<ExecutionModel> of(@Nullable String label) {
    return Arrays.stream(values()).filter(model -> model.label().equals(label)).findFirst();
  }
}
