package io.sluice.diagnostics.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.diagnostics.api.TextSanitizer;
import io.sluice.diagnostics.execution.SampleView.FrameView;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Reads a dossier as its process or its worker wrote it. Absent fields stay empty: the two sources
 * know different things, and a later version may know more. Pure.
 */
final class DossierReader {

  private static final int MAX_ITEMS = 64;
  private static final Pattern ANCHOR = Pattern.compile("stuck-[a-z]{1,20}");
  private static final ObjectMapper JSON = new ObjectMapper();

  private DossierReader() {}

  static DossierView read(String json) {
    try {
      return read(JSON.readTree(json));
    } catch (JsonProcessingException unreadable) {
      return read(JSON.createObjectNode());
    }
  }

  private static DossierView read(JsonNode tree) {
    var rungs = new ArrayList<DossierView.Rung>();
    for (JsonNode rung : tree.path("rungs")) {
      if (rungs.size() < MAX_ITEMS) {
        rungs.add(new DossierView.Rung(text(rung, "rung"), number(rung, "afterMs", "after_ms")));
      }
    }
    return new DossierView(
        text(tree, "workflow"),
        new DossierView.Verdict(
            text(tree, "verdict"),
            text(tree, "detected_by"),
            text(tree, "top_frame"),
            text(tree, "fingerprint"),
            new DossierView.Advice(text(tree, "advice"), anchor(tree))),
        new DossierView.Memory(
            tree.has("gc_percent") ? tree.path("gc_percent").asLong() + " %" : "",
            number(tree, "heap_free_bytes")),
        new DossierView.Cancel(
            text(tree, "reason"), rungs, texts(tree.path("effects")), texts(tree.path("closers"))),
        texts(tree.path("deadlock")),
        SampleComparison.compared(samples(tree.path("samples"))),
        samples(tree.path("threads")),
        text(tree, "truncated"));
  }

  /** Returns the section of the guide; a process may write any text. */
  private static String anchor(JsonNode tree) {
    String anchor = text(tree, "advice_anchor");
    return ANCHOR.matcher(anchor).matches() ? anchor : "";
  }

  private static List<SampleView> samples(JsonNode list) {
    var samples = new ArrayList<SampleView>();
    for (JsonNode node : list) {
      if (samples.size() < MAX_ITEMS) {
        samples.add(sample(node, samples));
      }
    }
    return samples;
  }

  private static SampleView sample(JsonNode node, List<SampleView> before) {
    boolean same = node.path("same_stack").asBoolean() && !before.isEmpty();
    List<FrameView> frames =
        same
            ? before.getLast().frames()
            : texts(node.path("stack")).stream()
                .map(line -> new FrameView(line, false, FrameView.isJdk(line)))
                .toList();
    return new SampleView(
        text(node, "thread"),
        text(node, "state"),
        number(node, "after_ms"),
        new SampleView.Use(number(node, "cpu_ms"), number(node, "allocated_bytes")),
        new SampleView.BlockedBy(text(node, "lock"), text(node, "lock_owner"), execution(node)),
        texts(node.path("held")),
        same,
        frames);
  }

  /**
   * Returns the id only if it is a UUID, so that it can be linked; a process may write any text.
   */
  private static String execution(JsonNode node) {
    try {
      return UUID.fromString(text(node, "lock_owner_execution")).toString();
    } catch (IllegalArgumentException none) {
      return "";
    }
  }

  private static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    for (JsonNode each : list) {
      texts.add(TextSanitizer.text(each.isValueNode() ? each.asText() : each.toString()));
    }
    return texts;
  }

  private static String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isValueNode() && !value.isNull() ? TextSanitizer.text(value.asText()) : "";
  }

  private static long number(JsonNode node, String... names) {
    for (String name : names) {
      if (node.path(name).isNumber()) {
        return node.path(name).asLong();
      }
    }
    return 0;
  }

  /** Compares the samples of one thread. Pure. */
  static final class SampleComparison {

    private SampleComparison() {}

    /**
     * Returns the samples with their common frames marked. Stacks grow at the top, so frames are
     * compared from the bottom; the frames that stay the same show where the thread is blocked.
     */
    static List<SampleView> compared(List<SampleView> samples) {
      if (samples.size() < 2) {
        return samples;
      }
      int same = common(samples);
      var marked = new ArrayList<SampleView>();
      for (SampleView sample : samples) {
        int first = sample.frames().size() - same;
        var frames = new ArrayList<FrameView>();
        for (int at = 0; at < sample.frames().size(); at++) {
          FrameView frame = sample.frames().get(at);
          frames.add(new FrameView(frame.text(), at >= first, frame.jdk()));
        }
        marked.add(sample.withFrames(frames));
      }
      return marked;
    }

    private static int common(List<SampleView> samples) {
      int common = 0;
      while (true) {
        int depth = common + 1;
        String line = fromBottom(samples.getFirst(), depth);
        if (line.isEmpty()
            || !samples.stream().allMatch(each -> fromBottom(each, depth).equals(line))) {
          return common;
        }
        common = depth;
      }
    }

    private static String fromBottom(SampleView sample, int depth) {
      int at = sample.frames().size() - depth;
      return at < 0 ? "" : sample.frames().get(at).text();
    }
  }
}
