package io.sluice.diagnostics.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.api.Problem;
import io.sluice.diagnostics.workflow.InputField.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InputFormTest {

  private static final String SCHEMA =
      """
      {"type": "object", "required": ["pages", "urgent", "theme"], "properties": {
        "pages": {"type": "integer", "title": "Pages", "description": "How many.",
          "minimum": 1, "maximum": 9, "default": 3},
        "share": {"type": ["number", "null"]},
        "urgent": {"type": "boolean"},
        "draft": {"type": ["boolean", "null"]},
        "theme": {"type": "string", "maxLength": 20},
        "day": {"type": ["string", "null"], "format": "date"},
        "colour": {"enum": ["RED", "GREEN", null]},
        "parts": {"type": ["array", "null"], "default": ["a"]},
        "anything": {}}, "additionalProperties": false}
      """;

  @Test
  void eachPropertyIsAFieldWithTheControlOfItsType() {
    InputForm form = InputForm.of(tree(SCHEMA));

    assertThat(form.whole()).isFalse();
    assertThat(form.fields())
        .extracting(InputField::kind)
        .containsExactly(
            Kind.INTEGER,
            Kind.NUMBER,
            Kind.BOX,
            Kind.MAYBE,
            Kind.TEXT,
            Kind.DATE,
            Kind.CHOICE,
            Kind.JSON,
            Kind.JSON);
    InputField pages = form.fields().getFirst();
    assertThat(pages.text()).isEqualTo(new InputField.Text("Pages", "How many."));
    assertThat(pages.bounds().min()).isEqualTo("1");
    assertThat(pages.value()).isEqualTo("3");
    assertThat(pages.required()).isTrue();
    assertThat(form.fields().get(2).required()).as("a box may stay unchecked").isFalse();
    assertThat(form.fields().get(6).options()).containsExactly("RED", "GREEN");
    assertThat(form.fields().get(7).value()).isEqualTo("[\"a\"]");
  }

  @Test
  void typedValuesBecomeJsonAndEmptyFieldsAreLeftOut() {
    InputForm.Typed typed =
        InputForm.of(tree(SCHEMA))
            .read(
                Map.of(
                    "input.pages", "12345678901234567890",
                    "input.share", "1.10",
                    "input.urgent", "true",
                    "input.draft", "false",
                    "input.theme", " dark ",
                    "input.colour", "",
                    "input.parts", "[1, 2.50]"));

    assertThat(typed.errors()).isEmpty();
    assertThat(typed.input().toString())
        .isEqualTo(
            "{\"pages\":12345678901234567890,\"share\":1.10,\"urgent\":true,\"draft\":false,"
                + "\"theme\":\"dark\",\"parts\":[1,2.50]}");
  }

  @Test
  void aBoxThatIsNotSentIsFalse() {
    assertThat(InputForm.of(tree(SCHEMA)).read(Map.of()).input().toString())
        .isEqualTo("{\"urgent\":false}");
  }

  @Test
  void whatIsNoNumberIsLeftForTheServerToRefuse() {
    assertThat(InputForm.of(tree(SCHEMA)).read(Map.of("input.pages", "many")).input().path("pages"))
        .isEqualTo(tree("\"many\""));
  }

  @Test
  void whatIsNotJsonIsNamedAndStaysTyped() {
    InputForm form = InputForm.of(tree(SCHEMA));
    Map<String, String> sent = Map.of("input.parts", "[1,", "input.anything", "{} {}");

    InputForm.Typed typed = form.read(sent);

    assertThat(typed.errors()).containsOnlyKeys("parts", "anything");
    InputForm again =
        form.refused(sent, List.of(new Problem.FieldError("input.parts", "is not JSON")));
    assertThat(again.fields().get(7).value()).isEqualTo("[1,");
    assertThat(again.fields().get(7).error()).isEqualTo("is not JSON");
  }

  @Test
  void anErrorInsideAValueIsShownAtItsField() {
    InputForm form =
        InputForm.of(tree(SCHEMA))
            .refused(
                Map.of(),
                List.of(
                    new Problem.FieldError("input.parts[1].x", "is wrong"),
                    new Problem.FieldError("input.theme.x", "too"),
                    new Problem.FieldError("input.pagesX", "is another field")));

    assertThat(form.fields().get(7).error()).isEqualTo("is wrong");
    assertThat(form.fields().get(4).error()).isEqualTo("too");
    assertThat(form.fields().getFirst().error()).isEmpty();
  }

  @Test
  void anInputWithoutKnownPropertiesIsOneField() {
    for (String schema :
        List.of(
            "{}",
            "{\"type\":\"array\"}",
            "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}}")) {
      InputForm form = InputForm.of(tree(schema));

      assertThat(form.whole()).as(schema).isTrue();
      assertThat(form.read(Map.of("input.", "[1.0]")).input().toString()).isEqualTo("[1.0]");
      assertThat(form.read(Map.of()).input().isNull()).isTrue();
      assertThat(form.read(Map.of("input.", "[")).errors()).containsOnlyKeys("");
    }
    assertThat(InputForm.of(null).whole()).isTrue();
  }

  @Test
  void aWorkflowWithoutInputHasNoField() {
    assertThat(InputForm.of(tree("{\"type\":[\"object\",\"null\"],\"maxProperties\":0}")).fields())
        .isEmpty();
  }

  private static JsonNode tree(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
