package io.sluice.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigViolationsTest {

  @Test
  void theTimeoutOfExecutionsIsRefusedOnAWorkerWhereItWouldDoNothing() {
    assertThat(ConfigViolations.ofExecutionTimeout(Optional.of("60")))
        .singleElement()
        .asString()
        .startsWith("EXECUTION_TIMEOUT_SECONDS is 60, and a worker does not use it");
    assertThat(ConfigViolations.ofExecutionTimeout(Optional.empty())).isEmpty();
  }
}
