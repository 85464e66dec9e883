package io.sluice.helm.observed;

import java.util.Map;
import java.util.regex.Pattern;

/** One condition of a selector on a label. */
record Matcher(String label, Operator operator, String value) {

  /** As PromQL writes them. */
  enum Operator {
    EQUAL("="),
    UNEQUAL("!="),
    FITTING("=~"),
    UNFITTING("!~");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    static Operator of(String sign) {
      for (Operator each : values()) {
        if (each.sign.equals(sign)) {
          return each;
        }
      }
      throw new IllegalArgumentException(sign + " is no operator of PromQL");
    }
  }

  /**
   * As Prometheus does: a label that is missing has the empty value, a pattern fits all of it. What
   * a reader chooses in a dashboard may be any value.
   */
  boolean fits(Map<String, String> labels) {
    String present = labels.getOrDefault(label, "");
    return switch (operator) {
      case EQUAL -> present.equals(value);
      case UNEQUAL -> !present.equals(value);
      case FITTING -> value.startsWith("$") ? !present.isEmpty() : Pattern.matches(value, present);
      case UNFITTING -> !Pattern.matches(value, present);
    };
  }
}
