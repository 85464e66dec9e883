package io.sluice.diagnostics.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.api.Problem;
import io.sluice.diagnostics.workflow.InputField.Bounds;
import io.sluice.diagnostics.workflow.InputField.Kind;
import io.sluice.diagnostics.workflow.InputField.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The form for the input of a workflow, made from the JSON Schema of the input: a field for each
 * property of an object, else one field for the input as JSON. Pure.
 *
 * @param whole true if one field has the whole input
 */
record InputForm(List<InputField> fields, boolean whole) {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /** The input that was typed, and the fields that are not JSON. */
  record Typed(JsonNode input, Map<String, String> errors) {}

  /** The form with the default values of the schema. */
  static InputForm of(@Nullable JsonNode schema) {
    if (schema == null || !hasProperties(schema)) {
      return new InputForm(List.of(field("", MissingNode.getInstance(), false)), true);
    }
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(each -> required.add(each.asText()));
    List<InputField> fields =
        schema
            .path("properties")
            .propertyStream()
            .map(each -> field(each.getKey(), each.getValue(), required.contains(each.getKey())))
            .toList();
    return new InputForm(fields, false);
  }

  /** True for an object whose properties are known; false for a map, for example. */
  private static boolean hasProperties(JsonNode schema) {
    return types(schema).contains("object") && !schema.path("additionalProperties").isObject();
  }

  private static InputField field(String name, JsonNode schema, boolean required) {
    Kind kind = name.isEmpty() ? Kind.JSON : kind(schema, required);
    return new InputField(
        name,
        kind,
        new Text(
            schema.path("title").asText(name.isEmpty() ? "Input (JSON)" : name),
            schema.path("description").asText("")),
        required && kind != Kind.BOX,
        options(schema, kind),
        new Bounds(bound(schema, "minimum"), bound(schema, "maximum"), bound(schema, "maxLength")),
        defaultValue(schema),
        "");
  }

  private static Kind kind(JsonNode schema, boolean required) {
    if (schema.has("enum")) {
      return Kind.CHOICE;
    }
    Set<String> types = types(schema);
    types.remove("null");
    if (types.contains("string")) {
      return switch (schema.path("format").asText()) {
        case "date" -> Kind.DATE;
        case "email" -> Kind.EMAIL;
        case "uri" -> Kind.ADDRESS;
        default -> Kind.TEXT;
      };
    }
    return switch (types.size() == 1 ? types.iterator().next() : "") {
      case "boolean" -> required ? Kind.BOX : Kind.MAYBE;
      case "integer" -> Kind.INTEGER;
      case "number" -> Kind.NUMBER;
      default -> Kind.JSON;
    };
  }

  private static Set<String> types(JsonNode schema) {
    JsonNode type = schema.path("type");
    var types = new HashSet<String>();
    (type.isArray() ? type.valueStream() : Stream.of(type))
        .map(JsonNode::asText)
        .filter(each -> !each.isEmpty())
        .forEach(types::add);
    return types;
  }

  private static List<String> options(JsonNode schema, Kind kind) {
    if (kind == Kind.MAYBE) {
      return List.of("true", "false");
    }
    var options = new ArrayList<String>();
    schema
        .path("enum")
        .valueStream()
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .forEach(options::add);
    return options;
  }

  private static String bound(JsonNode schema, String name) {
    return schema.path(name).asText("");
  }

  private static String defaultValue(JsonNode schema) {
    JsonNode value = schema.path("default");
    return value.isContainerNode() ? value.toString() : value.asText("");
  }

  /** Reads the sent values. A field that is left empty is not in the input. */
  Typed read(Map<String, String> sent) {
    var errors = new LinkedHashMap<String, String>();
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    for (InputField field : fields) {
      String typed = sent.getOrDefault(field.control(), "").strip();
      try {
        JsonNode value = value(field, typed);
        if (whole) {
          return new Typed(value, Map.of());
        }
        if (!value.isMissingNode()) {
          input.set(field.name(), value);
        }
      } catch (JsonProcessingException e) {
        errors.put(field.name(), "is not JSON: " + e.getOriginalMessage());
      }
    }
    return new Typed(whole ? JsonNodeFactory.instance.nullNode() : input, errors);
  }

  private static JsonNode value(InputField field, String typed) throws JsonProcessingException {
    if (field.box()) {
      return BooleanNode.valueOf(typed.equals("true"));
    }
    if (typed.isEmpty()) {
      return field.name().isEmpty()
          ? JsonNodeFactory.instance.nullNode()
          : MissingNode.getInstance();
    }
    return switch (field.kind()) {
      case JSON -> JSON.readTree(typed);
      case MAYBE -> BooleanNode.valueOf(typed.equals("true"));
      case INTEGER, NUMBER -> number(typed);
      case TEXT, DATE, EMAIL, ADDRESS, CHOICE, BOX -> TextNode.valueOf(typed);
    };
  }

  /** A text that is no number stays a text, so that admin-api refuses it with its field. */
  private static JsonNode number(String typed) {
    try {
      return DecimalNode.valueOf(new BigDecimal(typed));
    } catch (NumberFormatException notOne) {
      return TextNode.valueOf(typed);
    }
  }

  /** The form with the sent values and with what is wrong with them. */
  InputForm refused(Map<String, String> sent, List<Problem.FieldError> errors) {
    return new InputForm(
        fields.stream()
            .map(
                field ->
                    field.with(
                        sent.getOrDefault(field.control(), ""),
                        errors.stream()
                            .filter(each -> concerns(each.field(), field))
                            .map(Problem.FieldError::message)
                            .findFirst()
                            .orElse("")))
            .toList(),
        whole);
  }

  private static boolean concerns(String path, InputField field) {
    String own = field.name().isEmpty() ? "input" : field.control();
    return path.equals(own) || path.startsWith(own + ".") || path.startsWith(own + "[");
  }
}
