package io.sluice.admin.execution;

import io.sluice.queue.Priority;
import java.util.Locale;

/** Converts a priority between the API and its column, in which a smaller number comes first. */
public final class PriorityColumn {

  private PriorityColumn() {}

  public static int of(Priority priority) {
    return switch (priority) {
      case HIGH -> 0;
      case NORMAL -> 1;
      case LOW -> 2;
    };
  }

  public static Priority priority(int column) {
    return switch (column) {
      case 0 -> Priority.HIGH;
      case 1 -> Priority.NORMAL;
      case 2 -> Priority.LOW;
      default -> throw new IllegalArgumentException("Not a priority: " + column);
    };
  }

  /** The word of the API: high, normal or low. */
  public static String word(int column) {
    return priority(column).name().toLowerCase(Locale.ROOT);
  }
}
