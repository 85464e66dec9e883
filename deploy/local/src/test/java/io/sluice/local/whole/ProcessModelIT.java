package io.sluice.local.whole;

import java.util.Map;
import org.junit.jupiter.api.Tag;

/**
 * The model of a warm process for each execution, which is killed if the execution ignores its
 * cancel.
 */
@Tag("long")
class ProcessModelIT extends ModelIT {

  @Override
  String model() {
    return "process";
  }

  @Override
  Map<String, String> settings() {
    return Map.of("USE_THREAD_WORKERS", "false", "MIN_WORKERS", "1", "MAX_WORKERS", "4");
  }

  @Override
  Map<String, String> settingsOfAnother() {
    return Map.of("USE_THREAD_WORKERS", "false", "EXECUTION_MODEL", "isolated", "MAX_WORKERS", "4");
  }

  @Override
  String stuckAs() {
    return "TIMEOUT TimeoutError";
  }

  @Override
  String ignoredCancelAs() {
    return "CANCELLED null";
  }

  @Override
  int mostInOneProcess() {
    return RECYCLE_AFTER;
  }
}
