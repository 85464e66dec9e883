package io.sluice.diagnostics.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.diagnostics.operations.AdminApiProbe.HealthAnswer;
import io.sluice.diagnostics.operations.AdminApiProbe.ProbeResult;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HealthAnswerTest {

  @Test
  void aLongNameOfACheckIsCutBeforeACharacterThatDoesNotFit() {
    String name = "x".repeat(199);
    byte[] body =
        ("{\"checks\":[{\"name\":\"" + name + "😀\",\"status\":\"UP\"}]}")
            .getBytes(StandardCharsets.UTF_8);

    assertThat(HealthAnswer.read(200, body))
        .isInstanceOfSatisfying(
            ProbeResult.Ready.class,
            ready -> assertThat(ready.checks().getFirst().name()).isEqualTo(name + "…"));
  }
}
