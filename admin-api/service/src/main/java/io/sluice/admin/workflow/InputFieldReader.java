package io.sluice.admin.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.diagnosis.CutText;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attributes;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Adds the annotation {@code InputField} of a record component to the schema of its type. */
final class InputFieldReader {

  private static final String FIELD = "Lio/sluice/workflow/InputField;";
  private static final int MAX_TEXT = 500;
  private static final List<String> FORMATS =
      List.of("date", "date-time", "duration", "email", "time", "uri", "uuid");
  private static final JsonMapper JSON = new JsonMapper();

  private final String component;
  private final ObjectNode schema;

  private InputFieldReader(String component, ObjectNode schema) {
    this.component = component;
    this.schema = schema;
  }

  /**
   * Adds the annotation, if there is one.
   *
   * @return true if the component is required
   */
  static boolean read(String type, RecordComponentInfo component, ObjectNode schema)
      throws InvalidBundle {
    Optional<Annotation> annotation =
        component
            .findAttribute(Attributes.runtimeVisibleAnnotations())
            .flatMap(
                attribute ->
                    attribute.annotations().stream()
                        .filter(each -> each.className().equalsString(FIELD))
                        .findFirst());
    if (annotation.isEmpty()) {
      return false;
    }
    var reader = new InputFieldReader(type + "." + component.name().stringValue(), schema);
    boolean required = false;
    for (AnnotationElement element : annotation.get().elements()) {
      switch (element.value()) {
        case AnnotationValue.OfString text ->
            reader.text(element.name().stringValue(), text.stringValue());
        case AnnotationValue.OfDouble bound ->
            reader.bound(element.name().stringValue(), bound.doubleValue());
        case AnnotationValue.OfInt length ->
            reader.length(element.name().stringValue(), length.intValue());
        case AnnotationValue.OfBoolean flag -> required = flag.booleanValue();
        default -> {}
      }
    }
    return required;
  }

  private void text(String element, String value) throws InvalidBundle {
    if (value.isEmpty()) {
      return;
    }
    switch (element) {
      case "format" -> format(value);
      case "defaultValue" -> schema.set("default", defaultValue(value));
      default -> schema.put(element, CutText.start(value, MAX_TEXT));
    }
  }

  private void format(String format) throws InvalidBundle {
    if (!FORMATS.contains(format)) {
      throw refused("the format \"" + format + "\": known are " + String.join(", ", FORMATS));
    }
    if (!accepts("string")) {
      throw refused("a format, which is for texts");
    }
    schema.put("format", format);
  }

  private JsonNode defaultValue(String value) throws InvalidBundle {
    if (accepts("string") || schema.has("enum")) {
      return schema.textNode(value);
    }
    try {
      return JSON.readTree(value);
    } catch (JsonProcessingException _) {
      throw refused("the default value " + value + ", which is not JSON");
    }
  }

  private void bound(String element, double value) throws InvalidBundle {
    if (!accepts("integer") && !accepts("number")) {
      throw refused(element + ", which is for numbers");
    }
    if (Double.isFinite(value)) {
      schema.put(element.equals("min") ? "minimum" : "maximum", exact(value));
    }
  }

  private static BigDecimal exact(double value) {
    BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
    return exact.scale() < 0 ? exact.setScale(0) : exact;
  }

  private void length(String element, int value) throws InvalidBundle {
    boolean least = element.equals("minLength");
    if (accepts("string")) {
      schema.put(element, value);
    } else if (accepts("array")) {
      schema.put(least ? "minItems" : "maxItems", value);
    } else {
      throw refused(element + ", which is for texts and lists");
    }
  }

  private boolean accepts(String type) {
    JsonNode types = schema.path("type");
    return types.asText().equals(type)
        || types.valueStream().anyMatch(each -> each.asText().equals(type));
  }

  private InvalidBundle refused(String why) {
    return new InvalidBundle("the record component " + component + " has " + why);
  }
}
