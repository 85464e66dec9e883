package io.sluice.queue;

/**
 * Priority of an execution, and number of its stream. Of eight claims five read HIGH first, two
 * NORMAL, one LOW.
 */
public enum Priority {
  HIGH("0"),
  NORMAL("1"),
  LOW("2");

  private final String wire;

  Priority(String wire) {
    this.wire = wire;
  }

  /** Returns the number of its stream. */
  String wire() {
    return wire;
  }

  static Priority ofWire(String wire) {
    return switch (wire) {
      case "0" -> HIGH;
      case "1" -> NORMAL;
      case "2" -> LOW;
      default -> throw new IllegalArgumentException("Not a priority: " + wire);
    };
  }
}
