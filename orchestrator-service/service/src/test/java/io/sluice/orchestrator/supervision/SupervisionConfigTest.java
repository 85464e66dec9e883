package io.sluice.orchestrator.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SupervisionConfigTest {

  @Test
  void theDefaultsAreThoseOfTheDesignAndTheFlagIsOff() {
    SupervisionConfig config = config(Map.of());

    assertThat(config.threadWorkers()).isFalse();
    assertThat(config.slots()).isEqualTo(4);
    assertThat(config.cancelGraceSeconds()).isEqualTo(10);
    assertThat(config.gracefulShutdownSeconds()).isEqualTo(5);
    assertThat(config.toPolicy().maxProcesses()).isEqualTo(6);
    assertThat(config.toPolicy().standby()).isEqualTo(1);
  }

  @Test
  void pingsComeOftenEnoughForTheSilenceThatIsAllowed() {
    assertThat(config(Map.of()).pingEvery()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config(Map.of("silence-hand-over", "1s")).pingEvery())
        .isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void theThreadModelStartsWithoutAComplaint() {
    assertThat(config(Map.of("thread-workers", "true")).mistakes()).isEmpty();
  }

  @Test
  void aModelThatIsNotThereIsRefusedInOneSentence() {
    assertThat(config(Map.of()).mistakes())
        .containsExactly(
            "USE_THREAD_WORKERS is false, which asks for the process model; this version runs only"
                + " the thread model: set USE_THREAD_WORKERS=true.");
  }

  @Test
  void aWrongValueNamesTheVariableTheValueAndWhatIsAllowed() {
    assertThat(
            config(
                    Map.of(
                        "thread-workers", "true",
                        "slots", "0",
                        "cancel-grace-seconds", "601",
                        "max-processes", "3",
                        "silence-hand-over", "10ms",
                        "silence-lost", "PT1S"))
                .mistakes())
        .containsExactly(
            "WORKER_THREAD_POOL_SIZE is 0; allowed is 1 to 64.",
            "CANCEL_GRACE_SECONDS is 601; allowed is 1 to 600.",
            "SLUICE_SUPERVISION_MAX_PROCESSES is 3; allowed is 4 to 64.",
            "SLUICE_SUPERVISION_SILENCE_HAND_OVER is PT0.01S; allowed is PT0.5S to PT1H.");
    assertThat(config(Map.of("thread-workers", "true", "silence-hand-over", "60s")).mistakes())
        .containsExactly(
            "SLUICE_SUPERVISION_SILENCE_HAND_OVER is PT1M; it must be shorter than"
                + " SLUICE_SUPERVISION_SILENCE_LOST, which is PT1M.");
  }

  private static SupervisionConfig config(Map<String, String> values) {
    var named = new HashMap<String, String>();
    values.forEach((key, value) -> named.put("sluice.supervision." + key, value));
    return new SmallRyeConfigBuilder()
        .withMapping(SupervisionConfig.class)
        .withDefaultValues(named)
        .withConverter(Duration.class, 200, new DurationConverter())
        .build()
        .getConfigMapping(SupervisionConfig.class);
  }
}
