package io.sluice.local.whole;

import java.util.Map;
import org.junit.jupiter.api.Tag;

/** The model of one fresh process for each execution. */
@Tag("long")
class IsolatedModelIT extends ModelIT {

  @Override
  String model() {
    return "isolated";
  }

  @Override
  Map<String, String> settings() {
    return Map.of("USE_THREAD_WORKERS", "false", "EXECUTION_MODEL", "isolated", "MAX_WORKERS", "4");
  }

  @Override
  Map<String, String> settingsOfAnother() {
    return Map.of("USE_THREAD_WORKERS", "true");
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
    return 1;
  }
}
