package io.sluice.admin.results;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.admin.circuitbreaker.Fingerprints;
import io.sluice.admin.database.Storable;
import io.sluice.queue.Json;
import io.sluice.queue.OutcomeEvent;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a dossier that a person reads first.
 *
 * @param dossier the whole as JSON; a text if it came in another form
 * @param fingerprint equal for the same cause
 */
record DossierSummary(
    @Nullable String verdict,
    @Nullable String topFrame,
    @Nullable String stack,
    @Nullable String dossier,
    String fingerprint) {

  private static final int MAX_CHARACTERS = 64 * 1024;
  private static final int MAX_WORD = 1000;

  static DossierSummary of(OutcomeEvent outcome) {
    String json = outcome.dossierJson();
    if (json == null) {
      return seen(outcome, null);
    }
    try {
      JsonNode tree = Json.read(json, JsonNode.class);
      String verdict = word(tree, "verdict");
      String top = word(tree, "top_frame");
      top = top == null ? top(outcome) : top;
      return new DossierSummary(
          verdict == null ? outcome.errorMessage() : verdict,
          top,
          outcome.stack() == null ? word(tree, "stack") : outcome.stack(),
          kept(json),
          Fingerprints.of(tree, top));
    } catch (IllegalArgumentException e) {
      return seen(outcome, text(json));
    }
  }

  /** The top frame, cleaned for PostgreSQL. */
  @Nullable String shownTopFrame() {
    return Storable.text(topFrame, MAX_WORD);
  }

  private static DossierSummary seen(OutcomeEvent outcome, @Nullable String dossier) {
    String top = top(outcome);
    return new DossierSummary(
        outcome.errorMessage(), top, outcome.stack(), dossier, Fingerprints.of(null, top));
  }

  private static @Nullable String word(JsonNode tree, String field) {
    JsonNode value = tree.path(field);
    return value.isTextual() && !value.asText().isBlank() ? value.asText() : null;
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
    return json.length() <= MAX_CHARACTERS && Storable.isClean(json) ? json : text(json);
  }

  private static String text(String json) {
    return Json.write(String.valueOf(Storable.text(json, MAX_CHARACTERS)));
  }
}
