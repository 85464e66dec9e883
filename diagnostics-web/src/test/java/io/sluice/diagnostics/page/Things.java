package io.sluice.diagnostics.page;

import io.sluice.api.ExecutionDetail;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.ExecutionSummary;
import io.sluice.api.LogPage;
import io.sluice.api.WorkflowView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Data of admin-api for tests, with hostile names where a test needs them. */
public final class Things {

  public static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  public static final Instant NOON = Instant.parse("2026-01-31T12:00:00.123Z");
  public static final UUID WORKFLOW = UUID.fromString("0198a000-0000-7000-8000-000000000001");
  public static final UUID EXECUTION = UUID.fromString("0198b000-0000-7000-8000-000000000001");

  /** A hostile name of a workflow. */
  public static final String HOSTILE =
      "\"><img src=x onerror=alert(1)><script>alert(2)</script>' javascript:alert(3) {view.e}"
          + " \u202eevil\u001b[31m "
          + "long".repeat(100);

  private Things() {}

  public static UUID id(int number) {
    return new UUID(0x0198c00000007000L, 0x8000000000000000L + number);
  }

  public static List<ExecutionSummary> executions(int count, String name) {
    return IntStream.range(0, count).mapToObj(each -> execution(id(each), name)).toList();
  }

  public static ExecutionSummary execution(UUID id, String name) {
    return new ExecutionSummary(
        id,
        WORKFLOW,
        name,
        name,
        ExecutionStatus.FAILED,
        null,
        name,
        name,
        "thread",
        "worker-1",
        4711L,
        NOON,
        null,
        NOON,
        NOON,
        NOON,
        null,
        12L,
        3_600_000L,
        2,
        3,
        1,
        "normal",
        null,
        Map.of(name, name),
        null,
        name);
  }

  public static ExecutionDetail detail(ExecutionStatus status, @Nullable String text) {
    boolean ended = status.terminal();
    return new ExecutionDetail(
        EXECUTION,
        WORKFLOW,
        text == null ? "import" : text,
        text,
        status,
        null,
        text,
        text,
        text,
        text == null ? null : json(text),
        text == null ? null : json(text),
        null,
        null,
        "thread",
        "worker-1",
        4711L,
        NOON,
        null,
        NOON,
        NOON,
        ended ? NOON : null,
        ended ? NOON.plusSeconds(10) : null,
        null,
        12L,
        ended ? 5L : null,
        1L,
        2_000_000L,
        null,
        1,
        0,
        3,
        0,
        "normal",
        30,
        text == null ? null : new ExecutionDetail.Progress(42.0, text),
        text == null ? Map.of() : Map.of(text, text),
        null,
        "vera",
        null,
        null,
        TRACE,
        List.of(
            new ExecutionDetail.AttemptView(
                1,
                1,
                7,
                "worker-1",
                4711L,
                "thread",
                "FAILED",
                "ProcessCrashed",
                text,
                NOON,
                NOON,
                NOON,
                5L,
                "acquitted",
                "/api/executions/" + EXECUTION + "/attempts/1/crash-report")),
        text == null ? null : new ExecutionDetail.StuckView(text, text, text, "/dossier"));
  }

  private static String json(String text) {
    return "{\"text\":\"" + text.replace("\"", "\\\"").replace("\u001b", "\\u001b") + "\"}";
  }

  public static LogPage lines(int count, String message, @Nullable String next) {
    return new LogPage(
        IntStream.range(0, count)
            .mapToObj(each -> new LogPage.Line(each, NOON, "WARN", message, 1))
            .toList(),
        next,
        null);
  }

  public static WorkflowView workflow(String name, boolean blacklisted) {
    return new WorkflowView(
        WORKFLOW,
        name,
        name,
        3,
        "ab".repeat(32),
        30,
        "process",
        2,
        true,
        false,
        false,
        true,
        blacklisted,
        NOON,
        new WorkflowView.Stats(Map.of("SUCCESS", 9L), 120L, 1_900L, 0),
        null);
  }
}
