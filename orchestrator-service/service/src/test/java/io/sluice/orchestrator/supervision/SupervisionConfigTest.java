package io.sluice.orchestrator.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.FleetPolicy;
import io.sluice.orchestrator.fleet.ModelPolicy;
import io.sluice.orchestrator.fleet.ModelPolicy.Scaling.OnDemand;
import io.sluice.orchestrator.fleet.ModelPolicy.Scaling.One;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SupervisionConfigTest {

  @Test
  void theDefaultsAreThoseOfTheDesignAndTheFlagIsOff() {
    SupervisionConfig config = config(Map.of());
    FleetPolicy policy = config.toPolicy();

    assertThat(config.threadWorkers()).isFalse();
    assertThat(config.cancelGraceSeconds()).isEqualTo(10);
    assertThat(config.gracefulShutdownSeconds()).isEqualTo(5);
    assertThat(config.violations()).isEmpty();
    assertThat(policy.standard()).isEqualTo(ExecutionModel.PROCESS);
    assertThat(policy.ofStandard())
        .isEqualTo(new ModelPolicy(new OnDemand(2, 10, Duration.ofSeconds(30)), 1, 0));
    assertThat(policy.of(ExecutionModel.ISOLATED).executions()).isEqualTo(1);
    assertThat(policy.bounds().processes()).isEqualTo(12);
    assertThat(policy.bounds().beside()).isEqualTo(2);
    assertThat(policy.bounds().starting()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void theFlagChoosesTheThreadModelAndKeepsRoomForItsHandOver() {
    SupervisionConfig config = config(Map.of("thread-workers", "true"));
    FleetPolicy policy = config.toPolicy();

    assertThat(config.violations()).isEmpty();
    assertThat(policy.standard()).isEqualTo(ExecutionModel.THREAD);
    assertThat(policy.ofStandard()).isEqualTo(new ModelPolicy(new One(1), 4, 0));
    assertThat(policy.bounds().processes()).isEqualTo(6);
    assertThat(policy.bounds().beside()).isEqualTo(3);
  }

  @Test
  void withTheFlagOffNothingRunsInTheThreadModel() {
    FleetPolicy policy = config(Map.of("execution-model", "isolated")).toPolicy();

    assertThat(policy.choose("thread")).isEqualTo(ExecutionModel.ISOLATED);
    assertThat(policy.choose("process")).isEqualTo(ExecutionModel.PROCESS);
    assertThat(policy.choose(null)).isEqualTo(ExecutionModel.ISOLATED);
  }

  @Test
  void whatDoesNotFitIntoTheContainerIsOneSentenceWithTheSum() {
    SupervisionConfig config = config(Map.of("thread-workers", "true"));
    long limit = 3L << 30;

    assertThat(config.memoryViolation(348, OptionalLong.of(limit))).isEmpty();
    assertThat(config.memoryViolation(524, OptionalLong.empty())).isEmpty();
    assertThat(config.memoryViolation(524, OptionalLong.of(limit)))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .startsWith(
                        "SLUICE_SUPERVISION_MAX_PROCESSES is 6: with 448 MiB for the orchestrator and"
                            + " up to 524 MiB for each process that is 3592 MiB, and 85 % of this"
                            + " container's memory are 2611 MiB.")
                    .endsWith("or set SLUICE_SUPERVISION_MEMORY_CHECK=warn."));
  }

  @Test
  void aDrainMayHaveALimitAndHasNoneByDefault() {
    assertThat(config(Map.of()).drainWithin()).isEmpty();
    assertThat(config(Map.of("drain-within", "3615s")).drainWithin())
        .hasValue(Duration.ofSeconds(3615));
    assertThat(config(Map.of("drain-within", "0s")).violations())
        .singleElement()
        .asString()
        .startsWith("SLUICE_SUPERVISION_DRAIN_WITHIN is PT0S");
  }

  @Test
  void pingsComeOftenEnoughForTheSilenceThatIsAllowed() {
    assertThat(config(Map.of()).pingEvery()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config(Map.of("silence-hand-over", "1s")).pingEvery())
        .isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void theThreadModelIsChosenByTheFlagAlone() {
    assertThat(config(Map.of("execution-model", "thread")).violations())
        .containsExactly(
            "EXECUTION_MODEL is thread; allowed is process or isolated. For the thread model set"
                + " USE_THREAD_WORKERS=true.");
  }

  @Test
  void theWarmOnesAreNoMoreThanTheMost() {
    assertThat(config(Map.of("min-workers", "5", "max-workers", "4")).violations())
        .containsExactly("MIN_WORKERS is 5; allowed is 0 to 4.");
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
                        "max-starting", "0",
                        "silence-hand-over", "10ms",
                        "silence-lost", "PT1S"))
                .violations())
        .containsExactly(
            "WORKER_THREAD_POOL_SIZE is 0; allowed is 1 to 64.",
            "CANCEL_GRACE_SECONDS is 601; allowed is 1 to 600.",
            "SLUICE_SUPERVISION_MAX_PROCESSES is 3; allowed is 4 to 128.",
            "SLUICE_SUPERVISION_MAX_STARTING is 0; allowed is 1 to 64.",
            "SLUICE_SUPERVISION_SILENCE_HAND_OVER is PT0.01S; allowed is PT0.5S to PT1H.");
    assertThat(config(Map.of("thread-workers", "true", "silence-hand-over", "60s")).violations())
        .containsExactly(
            "SLUICE_SUPERVISION_SILENCE_HAND_OVER is PT1M; it must be shorter than"
                + " SLUICE_SUPERVISION_SILENCE_LOST, which is PT1M.");
  }

  @Test
  void silenceThatIsNeverTakenForACrashIsZero() {
    assertThat(config(Map.of("silence-lost", "0")).violations()).isEmpty();
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
