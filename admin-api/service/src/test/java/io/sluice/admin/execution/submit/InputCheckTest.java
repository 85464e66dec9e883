package io.sluice.admin.execution.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.admin.database.Storable;
import io.sluice.api.Problem;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputCheckTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SCHEMA =
      """
      {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
       "properties": {
         "seconds": {"type": "number", "minimum": 0, "maximum": 10},
         "count": {"type": ["integer", "null"]},
         "colour": {"enum": ["RED", null]},
         "day": {"type": ["string", "null"], "format": "date"},
         "part": {"$ref": "#/$defs/Part"},
         "parts": {"type": ["array", "null"], "items": {"$ref": "#/$defs/Part"}, "maxItems": 2}},
       "required": ["seconds"], "additionalProperties": false,
       "$defs": {"Part": {"type": ["object", "null"],
         "properties": {"name": {"type": ["string", "null"]}}, "additionalProperties": false}}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"seconds\":1}",
        "{\"seconds\":0,\"count\":3,\"colour\":\"RED\",\"day\":\"2026-02-28\"}",
        "{\"seconds\":10,\"count\":null,\"colour\":null,\"part\":null,\"parts\":null}",
        "{\"seconds\":1,\"part\":{\"name\":\"a\"},\"parts\":[{},null]}",
      })
  void acceptsWhatTheSchemaAllows(String input) {
    assertThat(problem(SCHEMA, input)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null                                   | inputs.seconds",
        "{}                                     | inputs.seconds",
        "{\"seconds\":null}                     | inputs.seconds",
        "{\"seconds\":\"soon\"}                 | inputs.seconds",
        "{\"seconds\":11}                       | inputs.seconds",
        "{\"seconds\":1,\"secs\":1}             | inputs.secs",
        "{\"seconds\":1,\"count\":1.5}          | inputs.count",
        "{\"seconds\":1,\"colour\":\"BLUE\"}    | inputs.colour",
        "{\"seconds\":1,\"day\":\"2026-02-30\"} | inputs.day",
        "{\"seconds\":1,\"part\":{\"name\":1}}  | inputs.part.name",
        "{\"seconds\":1,\"parts\":[{},{\"n\":1}]} | inputs.parts[1].n",
        "{\"seconds\":1,\"parts\":[{},{},{}]}   | inputs.parts",
        "[1]                                    | inputs",
      })
  void namesTheFieldThatIsWrong(String input, String field) {
    Problem problem = Objects.requireNonNull(problem(SCHEMA, input));

    assertThat(problem.status()).isEqualTo(422);
    assertThat(Objects.requireNonNull(problem.errors()))
        .extracting(Problem.FieldError::field)
        .containsExactly(field);
    assertThat(problem.detail()).startsWith(field + " ");
  }

  @Test
  void namesAllWrongFieldsButNotTheirValuesAndNoEndlessName() {
    String name = "x".repeat(5_000);

    Problem problem =
        Objects.requireNonNull(
            problem(SCHEMA, "{\"count\":\"secret-1\",\"" + name + "\":\"secret-2\"}"));

    List<Problem.FieldError> errors = Objects.requireNonNull(problem.errors());
    assertThat(errors)
        .extracting(Problem.FieldError::field)
        .contains("inputs.count", "inputs.seconds")
        .hasSize(3);
    assertThat(problem.toString()).doesNotContain("secret").hasSizeLessThan(2_000);
  }

  @Test
  void aNameThatIsCutWithinASurrogatePairStaysJson() {
    String name = "x".repeat(192) + "\uD83D\uDE00";

    Problem problem = Objects.requireNonNull(problem(SCHEMA, "{\"seconds\":1,\"" + name + "\":1}"));

    assertThat(Objects.requireNonNull(problem.errors()))
        .extracting(Problem.FieldError::field)
        .singleElement()
        .matches(Storable::isClean);
    assertThat(problem.detail()).matches(Storable::isClean);
  }

  @Test
  void anEmptySchemaAcceptsEverything() {
    assertThat(InputCheck.of(tree("{}"))).isEqualTo(InputCheck.ANY);
    assertThat(problem("{}", "[1, \"a\"]")).isNull();
  }

  private static @Nullable Problem problem(String schema, String input) {
    return InputCheck.of(tree(schema)).problem("inputs", tree(input));
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
