package io.sluice.admin.recorder;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.queue.Json;
import io.sluice.queue.OutcomeEvent;
import org.jspecify.annotations.Nullable;

/**
 * What a person reads first of a dossier.
 *
 * @param dossier the whole as JSON; a text when it came as something else
 */
record DossierSummary(
    @Nullable String verdict,
    @Nullable String topFrame,
    @Nullable String stack,
    @Nullable String dossier) {

  private static final int MOST_CHARACTERS = 64 * 1024;

  static DossierSummary of(OutcomeEvent outcome) {
    String json = outcome.dossierJson();
    if (json == null) {
      return new DossierSummary(outcome.errorMessage(), top(outcome), outcome.stack(), null);
    }
    try {
      JsonNode tree = Json.read(json, JsonNode.class);
      String verdict = word(tree, "verdict");
      String top = word(tree, "top_frame");
      return new DossierSummary(
          verdict == null ? outcome.errorMessage() : verdict,
          top == null ? top(outcome) : top,
          outcome.stack() == null ? word(tree, "stack") : outcome.stack(),
          kept(json));
    } catch (IllegalArgumentException e) {
      return new DossierSummary(outcome.errorMessage(), top(outcome), outcome.stack(), text(json));
    }
  }

  private static @Nullable String word(JsonNode tree, String field) {
    JsonNode value = tree.path(field);
    return value.isTextual() ? value.asText() : null;
  }

  private static @Nullable String top(OutcomeEvent outcome) {
    String stack = outcome.stack();
    return stack == null
        ? null
        : stack
            .lines()
            .filter(line -> line.contains("("))
            .findFirst()
            .map(String::strip)
            .orElse(null);
  }

  private static String kept(String json) {
    return json.length() <= MOST_CHARACTERS && Storable.isClean(json) ? json : text(json);
  }

  private static String text(String json) {
    return Json.write(String.valueOf(Storable.text(json, MOST_CHARACTERS)));
  }
}
