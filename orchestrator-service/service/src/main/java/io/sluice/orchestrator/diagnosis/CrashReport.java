package io.sluice.orchestrator.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.diagnosis.CutText;
import io.sluice.orchestrator.process.LinkMapping;
import io.sluice.orchestrator.process.LinkMapping.AttemptLocation;
import io.sluice.orchestrator.process.ProcessExit;
import io.sluice.orchestrator.slots.Assignment;
import io.sluice.protocol.ExecutionStats;
import io.sluice.protocol.Stats;
import io.sluice.queue.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Describes the end of a process and the executions in it, as JSON of at most 64 KiB. See
 * docs/operations.md. Pure.
 */
final class CrashReport {
  private static final int MAX_BYTES = 64 * 1024;
  private static final int MAX_TEXT = 16 * 1024;
  private static final int MIN_TEXT = 256;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ProcessExit exit;
  private final List<Assignment> inProcess;
  private final @Nullable Stats stats;
  private final AttemptLocation location;
  private final Instant at;

  /**
   * @param stats last statistics that the process reported; null if there are none
   */
  CrashReport(
      ProcessExit exit,
      List<Assignment> inProcess,
      @Nullable Stats stats,
      AttemptLocation location,
      Instant at) {
    this.exit = exit;
    this.inProcess = inProcess;
    this.stats = stats;
    this.location = location;
    this.at = at;
  }

  /** Returns the JSON. Texts are cut until it fits, because one escaped character may need six. */
  String json() {
    String json = "{}";
    for (int text = MAX_TEXT; text >= MIN_TEXT; text /= 2) {
      json = tree(text).toString();
      if (json.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES) {
        return json;
      }
    }
    ObjectNode small = tree(MIN_TEXT);
    small.remove(List.of("last_seen", "hs_err", "last_output"));
    return small.toString();
  }

  private ObjectNode tree(int text) {
    var log = exit.artifacts().crashLog();
    var killed = exit.killed();
    var tree = NODES.objectNode();
    tree.put("at", at.toString())
        .put("worker_id", location.workerId())
        .put("pid", location.pid())
        .put("generation", location.generation())
        .put("execution_model", location.executionModel())
        .put("cause", exit.cause().name())
        .put("words", exit.inWords())
        .put("exit_code", exit.code())
        .put("signal", exit.signal())
        .put("killed_because", killed == null ? null : killed.sentence())
        .put("problematic_frame", log.problematicFrame())
        .put("crashed_thread", log.thread())
        .put("alone", inProcess.size() == 1);
    tree.set("process", process());
    tree.set("suspects", Suspects.of(inProcess, stats));
    tree.put("suspects_left_out", Math.max(0, inProcess.size() - Suspects.MAX_LISTED));
    tree.put("hs_err", head(log.head(), text));
    tree.put("last_output", tail(exit.lastOutput(), text));
    tree.set("last_seen", lastSeen());
    return tree;
  }

  private JsonNode process() {
    if (stats == null) {
      return NODES.nullNode();
    }
    return NODES
        .objectNode()
        .put("heap_used_bytes", stats.getHeapUsedBytes())
        .put("metaspace_used_bytes", stats.getMetaspaceUsedBytes())
        .put("rss_bytes", stats.getRssBytes())
        .put("threads", stats.getThreads())
        .put("open_files", stats.getOpenFiles())
        .put("cpu_ms", stats.getCpuNanos() / 1_000_000)
        .put("gc_ms", stats.getGcMs());
  }

  private JsonNode lastSeen() {
    String seen = exit.artifacts().lastSeen();
    return seen == null ? NODES.nullNode() : Json.read(seen, JsonNode.class);
  }

  private static String head(String text, int length) {
    return CutText.start(text, length);
  }

  private static String tail(String text, int length) {
    return CutText.end(text, length);
  }

  /**
   * Lists the executions of a process that ended, ranked by its last statistics: allocated bytes,
   * then processor time. A rank is a hint for people and convicts no execution. Pure.
   */
  static final class Suspects {
    static final int MAX_LISTED = 64;

    private Suspects() {}

    private record Suspect(Assignment assignment, ExecutionStats figures) {}

    static ArrayNode of(List<Assignment> inProcess, @Nullable Stats stats) {
      Map<io.sluice.queue.Attempt, ExecutionStats> figures =
          stats == null
              ? Map.of()
              : stats.getExecutionsList().stream()
                  .collect(
                      Collectors.toMap(
                          each -> LinkMapping.attempt(each.getAttempt()),
                          each -> each,
                          (one, _) -> one));
      var list = JsonNodeFactory.instance.arrayNode();
      inProcess.stream()
          .map(
              assignment ->
                  new Suspect(
                      assignment,
                      figures.getOrDefault(
                          assignment.execution().attempt(), ExecutionStats.getDefaultInstance())))
          .sorted(
              Comparator.comparingLong((Suspect each) -> each.figures().getAllocatedBytes())
                  .thenComparingLong(each -> each.figures().getCpuNanos())
                  .reversed())
          .limit(MAX_LISTED)
          .forEach(suspect -> add(list, suspect));
      return list;
    }

    private static void add(ArrayNode list, Suspect suspect) {
      var execution = suspect.assignment().execution();
      list.addObject()
          .put("execution_id", execution.attempt().executionId())
          .put("workflow", execution.body().workflowName())
          .put("epoch", execution.attempt().epoch())
          .put("claim", execution.attempt().claim())
          .put("phase", suspect.assignment().phase().name())
          .put("allocated_bytes", suspect.figures().getAllocatedBytes())
          .put("cpu_ms", suspect.figures().getCpuNanos() / 1_000_000)
          .put("thread_state", suspect.figures().getThreadState());
    }
  }
}
