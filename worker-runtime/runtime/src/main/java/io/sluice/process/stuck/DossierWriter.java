package io.sluice.process.stuck;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a dossier: at most 64 KiB, no values of variables. */
final class DossierWriter {
  static final int LARGEST = 64 * 1024;
  private static final int[] DEPTHS = {64, 32, 16, 8};
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Subject subject;
  private final List<StackSample> samples;
  private final List<StackSample> others;
  private final List<String> cycle;
  private final List<Evidence.RungTried> rungs;

  DossierWriter(
      Subject subject,
      List<StackSample> samples,
      List<StackSample> others,
      List<String> cycle,
      List<Evidence.RungTried> rungs) {
    this.subject = subject;
    this.samples = samples;
    this.others = others;
    this.cycle = cycle;
    this.rungs = rungs;
  }

  Dossier write() {
    if (samples.isEmpty()) {
      return new Dossier("unknown: its thread has ended", "", "", "{}");
    }
    var verdict = StuckRules.judge(samples, cycle, subject.descriptions());
    var last = samples.getLast();
    var top = last.topForeignFrame().map(Frame::inFull).orElse("");
    return new Dossier(verdict.words(), top, text(last), json(verdict, top));
  }

  private static String text(StackSample sample) {
    return sample.frames().stream()
        .map(frame -> "    at " + frame.inFull())
        .collect(
            Collectors.joining("\n", "\"" + sample.thread() + "\" " + sample.state() + "\n", "\n"));
  }

  private String json(Verdict verdict, String top) {
    for (int depth : DEPTHS) {
      var text = tree(verdict, top, depth, others).toString();
      if (text.getBytes(StandardCharsets.UTF_8).length <= LARGEST) {
        return text;
      }
    }
    return tree(verdict, top, 1, List.of()).toString();
  }

  private ObjectNode tree(Verdict verdict, String top, int depth, List<StackSample> threads) {
    var last = samples.getLast();
    var tree = NODES.objectNode();
    tree.put("execution_id", subject.executionId())
        .put("workflow", subject.workflow())
        .put("reason", subject.reason())
        .put("detected_by", "process")
        .put("verdict_kind", verdict.kind())
        .put("verdict", verdict.words())
        .put("top_frame", top)
        .put("fingerprint", Fingerprint.of(subject.workflow(), verdict, last.frames()))
        .put("gc_percent", gcPercent())
        .put("heap_free_bytes", freeHeap());
    tree.set("samples", samples(depth));
    tree.set("threads", threads(threads, depth));
    tree.set("rungs", MAPPER.valueToTree(rungs));
    tree.set("closers", MAPPER.valueToTree(subject.closers()));
    tree.set("deadlock", MAPPER.valueToTree(cycle));
    return tree;
  }

  private ArrayNode samples(int depth) {
    var list = NODES.arrayNode();
    var first = samples.getFirst();
    for (int at = 0; at < samples.size(); at++) {
      var sample = samples.get(at);
      var before = samples.get(Math.max(0, at - 1));
      boolean same = at > 0 && sample.frames().equals(before.frames());
      list.add(
          node(sample, before, same ? 0 : depth)
              .put("same_stack", same)
              .put("after_ms", Duration.between(first.at(), sample.at()).toMillis()));
    }
    return list;
  }

  private static ArrayNode threads(List<StackSample> threads, int depth) {
    var list = NODES.arrayNode();
    threads.forEach(sample -> list.add(node(sample, sample, depth)));
    return list;
  }

  private static ObjectNode node(StackSample sample, StackSample before, int depth) {
    var node = NODES.objectNode();
    node.put("thread", sample.thread())
        .put("state", sample.state())
        .put("cpu_ms", (sample.cpuNanos() - before.cpuNanos()) / 1_000_000)
        .put("allocated_bytes", sample.allocatedBytes() - before.allocatedBytes())
        .put("lock", sample.lock())
        .put("lock_owner", sample.owner())
        .put("lock_owner_execution", sample.ownerExecution());
    node.set("held", MAPPER.valueToTree(sample.held()));
    node.set(
        "stack",
        MAPPER.valueToTree(sample.frames().stream().limit(depth).map(Frame::inFull).toList()));
    return node;
  }

  private long gcPercent() {
    long watched = Duration.between(samples.getFirst().at(), samples.getLast().at()).toMillis();
    long gc = samples.getLast().gcMillis() - samples.getFirst().gcMillis();
    return watched <= 0 ? 0 : Math.min(100, gc * 100 / watched);
  }

  private static long freeHeap() {
    var runtime = Runtime.getRuntime();
    return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
  }
}
