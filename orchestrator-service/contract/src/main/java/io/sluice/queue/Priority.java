package io.sluice.queue;

/**
 * Which stream an execution waits in. Of eight claims five look at HIGH first, two at NORMAL, one
 * at LOW.
 */
public enum Priority {
  HIGH("0"),
  NORMAL("1"),
  LOW("2");

  private final String wire;

  Priority(String wire) {
    this.wire = wire;
  }

  /** The number of its stream. */
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
