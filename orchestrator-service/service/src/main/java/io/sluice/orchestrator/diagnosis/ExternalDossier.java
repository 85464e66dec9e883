package io.sluice.orchestrator.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.diagnosis.CutText;
import io.sluice.diagnosis.Verdict;
import io.sluice.orchestrator.diagnosis.ThreadDump.DumpedThread;
import io.sluice.orchestrator.slots.Assignment;
import io.sluice.queue.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Dossier of an execution whose process did not report: the one of the process if it answered after
 * all, otherwise one from the external snapshot, without a fingerprint. Pure.
 *
 * @param verdict cause as a sentence
 * @param stack of its thread, at most 16 KiB; null if there is none
 * @param json all evidence, at most 64 KiB
 */
public record ExternalDossier(String verdict, @Nullable String stack, String json) {
  static final int MAX_BYTES = 64 * 1024;
  private static final int MAX_STACK = 16 * 1024;
  private static final int[] DEPTHS = {64, 32, 16, 8, 1};

  static ExternalDossier of(Assignment assignment, ExternalSnapshot snapshot) {
    return snapshot.answers().stream()
        .flatMap(answer -> answered(assignment, answer).stream())
        .findFirst()
        .orElseGet(() -> seen(assignment, snapshot));
  }

  /**
   * Reads an answer of a process. It is hostile input: an answer that is not a dossier is ignored.
   */
  private static Optional<ExternalDossier> answered(Assignment assignment, String json) {
    try {
      if (json.length() <= MAX_BYTES
          && Json.read(json, JsonNode.class) instanceof ObjectNode tree
          && tree.path("execution_id").asText().equals(id(assignment))) {
        tree.put("detected_by", "orchestrator");
        String text = tree.toString();
        return size(text) <= MAX_BYTES
            ? Optional.of(
                new ExternalDossier(tree.path("verdict").asText("unknown"), stack(tree), text))
            : Optional.empty();
      }
    } catch (IllegalArgumentException _) {
      // Treated like a missing answer.
    }
    return Optional.empty();
  }

  private static @Nullable String stack(ObjectNode tree) {
    var text = new StringBuilder();
    for (JsonNode sample : tree.path("samples")) {
      if (!sample.path("stack").isEmpty()) {
        text.setLength(0);
        text.append('"').append(sample.path("thread").asText()).append("\" ");
        text.append(sample.path("state").asText()).append('\n');
        sample
            .path("stack")
            .forEach(frame -> text.append("    at ").append(frame.asText()).append('\n'));
      }
    }
    return text.isEmpty() ? null : cut(text.toString());
  }

  private static ExternalDossier seen(Assignment assignment, ExternalSnapshot snapshot) {
    List<DumpedThread> threads = snapshot.threadsOf(id(assignment));
    Verdict verdict = snapshot.verdict(id(assignment));
    String stack = threads.isEmpty() ? null : cut(threads.getLast().stack());
    return new ExternalDossier(
        verdict.sentence(), stack, json(assignment, snapshot, threads, verdict));
  }

  private static String json(
      Assignment assignment,
      ExternalSnapshot snapshot,
      List<DumpedThread> threads,
      Verdict verdict) {
    String text = "{}";
    for (int depth : DEPTHS) {
      text = tree(assignment, snapshot, threads, verdict, depth).toString();
      if (size(text) <= MAX_BYTES) {
        return text;
      }
    }
    return tree(assignment, snapshot, List.of(), verdict, 0).toString();
  }

  private static ObjectNode tree(
      Assignment assignment,
      ExternalSnapshot snapshot,
      List<DumpedThread> threads,
      Verdict verdict,
      int depth) {
    Assignment.Stop stop = assignment.stop();
    var tree = JsonNodeFactory.instance.objectNode();
    tree.put("execution_id", id(assignment))
        .put("workflow", assignment.execution().body().workflowName())
        .put("reason", stop == null ? "deadline" : stop.reason().name().toLowerCase(Locale.ROOT))
        .put("detected_by", "orchestrator")
        .put("verdict_kind", verdict.kind().label())
        .put("verdict", verdict.sentence());
    if (!threads.isEmpty()) {
      threads.getLast().topForeignFrame().ifPresent(top -> tree.put("top_frame", top));
    }
    tree.setAll(snapshot.json());
    tree.set("samples", ExternalSnapshot.stacks(threads, depth));
    return tree;
  }

  private static String id(Assignment assignment) {
    return assignment.execution().attempt().executionId();
  }

  private static int size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String cut(String stack) {
    return CutText.start(stack, MAX_STACK);
  }
}
