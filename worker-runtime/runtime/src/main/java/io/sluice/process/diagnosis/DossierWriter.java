package io.sluice.process.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.diagnosis.CutText;
import io.sluice.diagnosis.StackFrame;
import io.sluice.diagnosis.StuckCase;
import io.sluice.diagnosis.StuckClassifier;
import io.sluice.diagnosis.ThreadSample;
import io.sluice.diagnosis.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a dossier: at most 64 KiB, no values of variables. If it is too large, deep frames are
 * omitted first, and {@code truncated} says so.
 */
final class DossierWriter {
  static final int MAX_BYTES = 64 * 1024;
  private static final int MAX_TEXT = 300;
  private static final int FULL_DEPTH = 64;
  private static final int[] LESSER_DEPTHS = {32, 16, 8};
  private static final int MIN_DEPTH = 5;
  private static final int MAX_IN_CYCLE = 16;
  private static final int MAX_HELD = 32;
  private static final int MAX_VERDICT = 2_000;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonMapper MAPPER = new JsonMapper();

  private final DossierTarget target;
  private final StuckCase stuck;
  private final List<ThreadSample> samples;
  private final List<ThreadSample> others;
  private final List<String> cycle;
  private final List<Evidence.RungTried> rungs;

  DossierWriter(DossierTarget target, StuckCase stuck, List<Evidence.RungTried> rungs) {
    this.target = target;
    this.stuck = stuck;
    this.samples = stuck.samples();
    this.others = stuck.others();
    this.cycle = stuck.deadlock();
    this.rungs = rungs;
  }

  Dossier write() {
    if (samples.isEmpty()) {
      return new Dossier("unknown: its thread has ended", "", "", "{}");
    }
    var verdict = StuckClassifier.classify(stuck);
    var last = samples.getLast();
    var top =
        last.topForeignFrame().map(StackFrame::withFullName).map(DossierWriter::clip).orElse("");
    return new Dossier(clip(verdict.sentence(), MAX_VERDICT), top, text(last), json(verdict, top));
  }

  private static String text(ThreadSample sample) {
    return sample.frames().stream()
        .map(frame -> "    at " + frame.withFullName())
        .collect(
            Collectors.joining("\n", "\"" + sample.thread() + "\" " + sample.state() + "\n", "\n"));
  }

  private String json(Verdict verdict, String top) {
    var full = tree(verdict, top, FULL_DEPTH, others);
    if (fits(full)) {
      return full.toString();
    }
    for (int depth : LESSER_DEPTHS) {
      var tree = tree(verdict, top, depth, others);
      tree.put("truncated", "stacks were cut to " + depth + " frames");
      if (fits(tree)) {
        return tree.toString();
      }
    }
    var tree = tree(verdict, top, MIN_DEPTH, List.of());
    tree.put(
        "truncated",
        "stacks were cut to " + MIN_DEPTH + " frames, the execution's other threads left out");
    return fits(tree) ? tree.toString() : summary(verdict, top).toString();
  }

  private static boolean fits(ObjectNode tree) {
    return tree.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
  }

  /** Returns the dossier without lists, for names that were made long on purpose. */
  private ObjectNode summary(Verdict verdict, String top) {
    return head(verdict, top).put("truncated", "samples, threads, rungs and closers were left out");
  }

  private ObjectNode tree(Verdict verdict, String top, int depth, List<ThreadSample> threads) {
    var tree = head(verdict, top);
    tree.set("samples", samples(depth));
    tree.set("threads", threads(threads, depth));
    tree.set("rungs", MAPPER.valueToTree(rungs));
    tree.set("effects", texts(effects(verdict), MAX_HELD));
    tree.set("closers", MAPPER.valueToTree(target.closers()));
    tree.set("deadlock", texts(cycle.stream(), MAX_IN_CYCLE));
    return tree;
  }

  /** Returns what each step of the cancel ladder has done, as far as it is known. */
  private Stream<String> effects(Verdict verdict) {
    List<String> effects = new ArrayList<>();
    if (rungs.stream().anyMatch(each -> each.rung().equals("flag"))) {
      effects.add("flag: " + (target.sawFlag() ? "seen, and the work went on" : "not looked at"));
    }
    if (!verdict.ignored().isEmpty()) {
      effects.add("interrupt: " + verdict.ignored());
    }
    if (rungs.stream().anyMatch(each -> each.rung().equals("closers"))) {
      target.closers().forEach(each -> effects.add("closer " + each + ", and the work went on"));
      if (target.closers().isEmpty()) {
        effects.add("closers: none was registered");
      }
    }
    return effects.stream();
  }

  private ObjectNode head(Verdict verdict, String top) {
    var last = samples.getLast();
    return NODES
        .objectNode()
        .put("execution_id", target.executionId())
        .put("workflow", target.workflow())
        .put("reason", target.reason())
        .put("detected_by", "process")
        .put("verdict_kind", verdict.kind().label())
        .put("verdict", clip(verdict.sentence(), MAX_VERDICT))
        .put("advice", verdict.advice().sentence())
        .put("advice_anchor", verdict.advice().anchor())
        .put("top_frame", top)
        .put("fingerprint", Fingerprint.of(target.workflow(), verdict, last.frames()))
        .put("gc_percent", (long) StuckClassifier.gcPercent(samples, stuck.atRequest()))
        .put("heap_free_bytes", freeHeap());
  }

  private static JsonNode texts(Stream<String> all, int most) {
    return MAPPER.valueToTree(all.limit(most).map(DossierWriter::clip).toList());
  }

  private static @Nullable String clipped(@Nullable String text) {
    return text == null ? null : clip(text);
  }

  private static String clip(String text) {
    return clip(text, MAX_TEXT);
  }

  private static String clip(String text, int longest) {
    return CutText.of(text, longest);
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

  private static ArrayNode threads(List<ThreadSample> threads, int depth) {
    var list = NODES.arrayNode();
    threads.forEach(sample -> list.add(node(sample, sample, depth)));
    return list;
  }

  private static ObjectNode node(ThreadSample sample, ThreadSample before, int depth) {
    var node = NODES.objectNode();
    var lock = sample.lock();
    node.put("thread", clip(sample.thread()))
        .put("state", sample.state())
        .put("cpu_ms", (sample.usage().cpuNanos() - before.usage().cpuNanos()) / 1_000_000)
        .put("allocated_bytes", sample.usage().allocatedBytes() - before.usage().allocatedBytes())
        .put("lock", lock == null ? null : clip(lock.name()))
        .put("lock_owner", lock == null ? null : clipped(lock.owner()))
        .put("lock_owner_execution", lock == null ? null : lock.ownerExecution());
    putFacts(node, sample);
    node.set("held", texts(sample.held().stream(), MAX_HELD));
    node.set("stack", texts(sample.frames().stream().map(StackFrame::withFullName), depth));
    return node;
  }

  private static void putFacts(ObjectNode node, ThreadSample sample) {
    var facts = sample.facts();
    var call = facts.kernel();
    if (facts.interrupted()) {
      node.put("interrupted", true);
    }
    if (call != null) {
      var target = call.target();
      node.put(
          "system_call",
          clip((call.name() + " " + (target == null ? "" : target.inWords())).strip()));
    }
  }

  private static long freeHeap() {
    var runtime = Runtime.getRuntime();
    return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
  }

  /**
   * Fingerprint of the cause, equal for the same workflow, kind of verdict and top 5 calls outside
   * the JDK.
   */
  static final class Fingerprint {
    private static final int FRAMES = 5;
    private static final int DIGITS = 16;

    private Fingerprint() {}

    static String of(String workflow, Verdict verdict, List<StackFrame> frames) {
      var calls =
          frames.stream()
              .filter(StackFrame::isForeign)
              .limit(FRAMES)
              .map(frame -> frame.type() + "." + frame.method())
              .collect(Collectors.joining("\n"));
      return hash(workflow + "\n" + verdict.kind().fingerprintLabel() + "\n" + calls);
    }

    private static String hash(String text) {
      try {
        var digest =
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest).substring(0, DIGITS);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }
  }
}
