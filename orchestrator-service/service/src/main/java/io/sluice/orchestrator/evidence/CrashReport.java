package io.sluice.orchestrator.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.orchestrator.dispatch.Assignment;
import io.sluice.orchestrator.launch.ProcessExit;
import io.sluice.orchestrator.link.LinkMapping.Place;
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
  private static final int LARGEST = 64 * 1024;
  private static final int MOST_TEXT = 16 * 1024;
  private static final int LEAST_TEXT = 256;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ProcessExit exit;
  private final List<Assignment> inProcess;
  private final @Nullable Stats stats;
  private final Place place;
  private final Instant at;

  /**
   * @param stats last statistics that the process reported; null if there are none
   */
  CrashReport(
      ProcessExit exit,
      List<Assignment> inProcess,
      @Nullable Stats stats,
      Place place,
      Instant at) {
    this.exit = exit;
    this.inProcess = inProcess;
    this.stats = stats;
    this.place = place;
    this.at = at;
  }

  /** Returns the JSON. Texts are cut until it fits, because one escaped character may need six. */
  String json() {
    String json = "{}";
    for (int text = MOST_TEXT; text >= LEAST_TEXT; text /= 2) {
      json = tree(text).toString();
      if (json.getBytes(StandardCharsets.UTF_8).length <= LARGEST) {
        return json;
      }
    }
    ObjectNode small = tree(LEAST_TEXT);
    small.remove(List.of("last_seen", "hs_err", "last_output"));
    return small.toString();
  }

  private ObjectNode tree(int text) {
    var log = exit.traces().crashLog();
    var tree = NODES.objectNode();
    tree.put("at", at.toString())
        .put("worker_id", place.workerId())
        .put("pid", place.pid())
        .put("generation", place.generation())
        .put("execution_model", place.executionModel())
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
    tree.put("suspects_left_out", Math.max(0, inProcess.size() - Suspects.MOST));
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
    String seen = exit.traces().lastSeen();
    return seen == null ? NODES.nullNode() : Json.read(seen, JsonNode.class);
  }

  private static String head(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  private static String tail(String text, int length) {
    return text.length() <= length ? text : text.substring(text.length() - length);
  }
}
