package io.sluice.chaos.system;

import java.util.Map;

/** The execution model of the workers. */
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

  /** The environment variables of a worker for it (docs/execution-models.md). */
  Map<String, String> variables() {
    return Map.of(
        "USE_THREAD_WORKERS", Boolean.toString(threadWorkers), "EXECUTION_MODEL", executionModel);
  }
}
