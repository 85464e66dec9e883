package io.sluice.orchestrator.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.orchestrator.process.LinkMapping.AttemptLocation;
import io.sluice.orchestrator.process.ProcessExit;
import io.sluice.orchestrator.slots.Assignment;
import io.sluice.protocol.Stats;
import io.sluice.queue.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
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
        .put("killed_because", exit.killed())
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
    return text.length() <= length ? text : text.substring(0, length);
  }

  private static String tail(String text, int length) {
    return text.length() <= length ? text : text.substring(text.length() - length);
  }
}
