package io.sluice.queue;

/**
 * Which stream an execution waits in. Of eight claims five look at HIGH first, two at NORMAL, one
 * at LOW.
 */
public enum Priority {
  HIGH,
  NORMAL,
  LOW;

  static Priority of(String ordinal) {
    return values()[Integer.parseInt(ordinal)];
  }

  String argument() {
    return Integer.toString(ordinal());
  }
}
