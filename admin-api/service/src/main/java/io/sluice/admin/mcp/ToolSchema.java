package io.sluice.admin.mcp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds the JSON Schema of a tool's arguments. */
final class ToolSchema {

  private static final String TYPE = "type";
  private static final String DESCRIPTION = "description";

  private final Map<String, Object> properties = new LinkedHashMap<>();
  private final List<String> required = new ArrayList<>();

  ToolSchema text(String name, String description) {
    return property(name, Map.of(TYPE, "string", DESCRIPTION, description));
  }

  ToolSchema word(String name, String description, List<String> words) {
    return property(name, Map.of(TYPE, "string", DESCRIPTION, description, "enum", words));
  }

  ToolSchema number(String name, String description) {
    return property(name, Map.of(TYPE, "number", "minimum", 0, DESCRIPTION, description));
  }

  ToolSchema any(String name, String description) {
    return property(name, Map.of(DESCRIPTION, description));
  }

  ToolSchema object(String name, String description, ToolSchema fields) {
    var schema = new LinkedHashMap<>(fields.build());
    schema.put(DESCRIPTION, description);
    return property(name, schema);
  }

  /** The number of items of a page. */
  ToolSchema limit() {
    return property(
        "limit",
        Map.of(TYPE, "integer", "minimum", 1, "maximum", 200, DESCRIPTION, "Items of a page."));
  }

  /** The position after a page. */
  ToolSchema cursor() {
    return text("cursor", "next_cursor of the page before.");
  }

  /** The switch between a preview and the change. */
  ToolSchema confirm() {
    return property(
        "confirm",
        Map.of(
            TYPE,
            "boolean",
            "default",
            false,
            DESCRIPTION,
            "true carries it out; otherwise the answer says what would happen."));
  }

  ToolSchema require(String name) {
    required.add(name);
    return this;
  }

  private ToolSchema property(String name, Map<String, Object> schema) {
    properties.put(name, schema);
    return this;
  }

  Map<String, Object> build() {
    return Map.of(
        TYPE,
        "object",
        "properties",
        properties,
        "required",
        required,
        "additionalProperties",
        false);
  }
}
