package io.sluice.diagnostics.workflow;

import io.quarkus.qute.TemplateData;
import java.util.List;

/**
 * A field of the form for the input of a workflow.
 *
 * @param name of the property in the input; empty for the input as a whole
 * @param value typed text; {@code true} for a checked box
 * @param options the values of a choice
 * @param bounds attributes of a number or text: smallest, largest, longest; empty if unlimited
 * @param error why the value is refused; empty if it is not
 */
@TemplateData
record InputField(
    String name,
    Kind kind,
    Text text,
    boolean required,
    List<String> options,
    Bounds bounds,
    String value,
    String error) {

  /** The control of a field, and the type of its value. */
  enum Kind {
    TEXT("text"),
    DATE("date"),
    EMAIL("email"),
    ADDRESS("url"),
    INTEGER("number"),
    NUMBER("number"),
    /** A box: not checked is false. */
    BOX("checkbox"),
    /** One of the options, or none. */
    CHOICE(""),
    /** A choice of true, false or none. */
    MAYBE(""),
    /** Any JSON. */
    JSON("");

    private final String type;

    Kind(String type) {
      this.type = type;
    }
  }

  /** Label and explanation. */
  @TemplateData
  record Text(String label, String help) {}

  /** Limits, as the text of attributes. */
  @TemplateData
  record Bounds(String min, String max, String maxLength) {}

  InputField with(String typed, String why) {
    return new InputField(name, kind, text, required, options, bounds, typed, why);
  }

  /** Name and id of the control. */
  public String control() {
    return "input." + name;
  }

  public String type() {
    return kind.type;
  }

  public String step() {
    return kind == Kind.NUMBER ? "any" : "1";
  }

  public boolean number() {
    return kind == Kind.INTEGER || kind == Kind.NUMBER;
  }

  public boolean box() {
    return kind == Kind.BOX;
  }

  public boolean choice() {
    return kind == Kind.CHOICE || kind == Kind.MAYBE;
  }

  public boolean area() {
    return kind == Kind.JSON;
  }
}
