package io.sluice.chaos.system;

import java.util.Map;

/** The execution model that the workers run as a rule. */
public enum Model {
  THREAD(true, "process"),
  PROCESS(false, "process"),
  ISOLATED(false, "isolated");

  private final boolean threadWorkers;
  private final String executionModel;

  Model(boolean threadWorkers, String executionModel) {
    this.threadWorkers = threadWorkers;
    this.executionModel = executionModel;
  }

  /** What a worker is told of it (architecture, section 4). */
  Map<String, String> variables() {
    return Map.of(
        "USE_THREAD_WORKERS", Boolean.toString(threadWorkers), "EXECUTION_MODEL", executionModel);
  }
}
