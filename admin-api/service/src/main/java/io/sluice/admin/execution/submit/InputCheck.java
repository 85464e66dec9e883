package io.sluice.admin.execution.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import io.sluice.admin.database.Storable;
import io.sluice.admin.http.ProblemType;
import io.sluice.api.Problem;
import io.sluice.diagnosis.CutText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks inputs against one JSON Schema. Immutable.
 *
 * @param schema null if every input is accepted
 * @param object true if the input is an object, for which a process reads no input as an empty one
 */
record InputCheck(@Nullable Schema schema, boolean object) {

  /** Accepts every input. */
  static final InputCheck ANY = new InputCheck(null, false);

  private static final int MAX_ERRORS = 20;
  private static final int MAX_CHARACTERS = 200;

  // networknt's validator: schemas are standard JSON Schema, which its own tests cover.
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder()
                      .formatAssertionsEnabled(true)
                      .locale(Locale.ENGLISH)
                      .pathType(PathType.JSON_PATH)
                      .build()));

  static InputCheck of(JsonNode schema) {
    return schema.isEmpty()
        ? ANY
        : new InputCheck(REGISTRY.getSchema(schema), schema.path("type").asText().equals("object"));
  }

  boolean acceptsEverything() {
    return schema == null;
  }

  /**
   * Returns the problem with all wrong fields (the first 20), or null if there is none.
   *
   * @param field path of the input in the request
   */
  @Nullable Problem problem(String field, JsonNode input) {
    if (schema == null) {
      return null;
    }
    JsonNode read = object && input.isNull() ? JsonNodeFactory.instance.objectNode() : input;
    List<Problem.FieldError> errors =
        schema.validate(read).stream()
            .limit(MAX_ERRORS)
            .map(each -> fieldError(field, each))
            .toList();
    return errors.isEmpty() ? null : ProblemType.INVALID.problem(sentence(errors), errors);
  }

  private static String sentence(List<Problem.FieldError> errors) {
    return errors.stream()
        .map(each -> each.field() + " " + each.message() + ".")
        .collect(Collectors.joining(" "));
  }

  private static Problem.FieldError fieldError(String field, Error error) {
    String path = field + error.getInstanceLocation().toString().substring(1);
    return switch (error.getKeyword()) {
      case "required" -> fieldError(path + "." + error.getProperty(), "is required");
      case "additionalProperties" ->
          fieldError(
              path + "." + error.getProperty(), "does not exist in the input of this workflow");
      default -> fieldError(path, "is not accepted: " + error.getMessage());
    };
  }

  /** Cut, because a caller chooses the names of fields. */
  private static Problem.FieldError fieldError(String field, String message) {
    return new Problem.FieldError(cut(field), cut(message));
  }

  private static String cut(String text) {
    return Storable.text(CutText.of(text, MAX_CHARACTERS));
  }
}
