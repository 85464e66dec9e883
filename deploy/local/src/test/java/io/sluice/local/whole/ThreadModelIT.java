package io.sluice.local.whole;

import java.util.Map;
import org.junit.jupiter.api.Tag;

/**
 * The model of many executions in one process, which is replaced; its execution limit is not exact.
 */
@Tag("long")
class ThreadModelIT extends ModelIT {

  @Override
  String model() {
    return "thread";
  }

  @Override
  Map<String, String> settings() {
    return Map.of("USE_THREAD_WORKERS", "true");
  }

  @Override
  Map<String, String> settingsOfAnother() {
    return Map.of("USE_THREAD_WORKERS", "false", "MIN_WORKERS", "1", "MAX_WORKERS", "4");
  }

  @Override
  String stuckAs() {
    return "FAILED ExecutionStuck";
  }

  @Override
  String ignoredCancelAs() {
    return "FAILED ExecutionStuck";
  }

  @Override
  int mostInOneProcess() {
    return Integer.MAX_VALUE;
  }
}
