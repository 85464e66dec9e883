package io.sluice.orchestrator.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.process.CrashLog;
import io.sluice.orchestrator.process.ExitArtifacts;
import io.sluice.orchestrator.process.LinkMapping.AttemptLocation;
import io.sluice.orchestrator.process.ProcessExit;
import io.sluice.orchestrator.slots.Assignment;
import io.sluice.orchestrator.slots.Assignment.Phase;
import io.sluice.orchestrator.slots.Fixtures;
import io.sluice.orchestrator.slots.RecordedLink;
import io.sluice.protocol.Attempt;
import io.sluice.protocol.ExecutionStats;
import io.sluice.protocol.Stats;
import io.sluice.queue.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CrashReportTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final AttemptLocation PLACE = new AttemptLocation("w", 7, 3, "thread");

  @Test
  void theReportSaysWhatIsKnownAndRanksWhoWasThere() {
    Stats stats =
        Stats.newBuilder()
            .setHeapUsedBytes(9)
            .setOpenFiles(5)
            .addExecutions(figures("a", 10, 5_000_000))
            .addExecutions(figures("b", 70, 1_000_000))
            .addExecutions(figures("c", 10, 9_000_000))
            .build();

    JsonNode report = report(new ProcessExit(70, null, "bye"), in("a", "b", "c", "new"), stats);

    assertThat(report.path("cause").asText()).isEqualTo("OUT_OF_MEMORY");
    assertThat(report.path("exit_code").asInt()).isEqualTo(70);
    assertThat(report.path("last_output").asText()).isEqualTo("bye");
    assertThat(report.path("process").path("heap_used_bytes").asInt()).isEqualTo(9);
    assertThat(report.path("process").path("open_files").asInt()).isEqualTo(5);
    assertThat(report.path("alone").asBoolean()).isFalse();
    assertThat(report.path("suspects").findValuesAsText("execution_id"))
        .containsExactly("b", "c", "a", "new");
    assertThat(report.path("suspects").path(1).path("cpu_ms").asInt()).isEqualTo(9);
    assertThat(report.path("suspects").path(0).path("workflow").asText()).isEqualTo("echo");
  }

  @Test
  void aProcessThatSaidNothingOfItselfHasNoFigures() {
    JsonNode report =
        Json.read(
            new CrashReport(new ProcessExit(1, null, ""), in("a"), null, PLACE, NOW).json(),
            JsonNode.class);

    assertThat(report.path("process").isNull()).isTrue();
    assertThat(report.path("alone").asBoolean()).isTrue();
  }

  @Test
  void theReportIsBoundedWhateverWasPrinted() {
    String noise = "\u0001".repeat(64 * 1024);
    var exit =
        new ProcessExit(134, null, noise, new ExitArtifacts(new CrashLog(noise), false, null));
    List<Assignment> many =
        in(IntStream.range(0, 90).mapToObj(i -> "e" + i).toArray(String[]::new));

    String json = new CrashReport(exit, many, null, PLACE, NOW).json();

    assertThat(json.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(64 * 1024);
    JsonNode report = Json.read(json, JsonNode.class);
    assertThat(report.path("suspects")).hasSize(64);
    assertThat(report.path("suspects_left_out").asInt()).isEqualTo(26);
    assertThat(report.path("last_output").asText()).isNotEmpty();
  }

  private static JsonNode report(ProcessExit exit, List<Assignment> inProcess, Stats stats) {
    return Json.read(new CrashReport(exit, inProcess, stats, PLACE, NOW).json(), JsonNode.class);
  }

  private static ExecutionStats figures(String id, long allocated, long cpuNanos) {
    return ExecutionStats.newBuilder()
        .setAttempt(Attempt.newBuilder().setExecutionId(id).setEpoch(1).setClaim(1))
        .setAllocatedBytes(allocated)
        .setCpuNanos(cpuNanos)
        .build();
  }

  private static List<Assignment> in(String... ids) {
    return Stream.of(ids)
        .map(
            id ->
                new Assignment(
                    Fixtures.execution(id),
                    new RecordedLink(3),
                    ExecutionModel.THREAD,
                    NOW,
                    Phase.RUNNING,
                    null,
                    null))
        .toList();
  }
}
