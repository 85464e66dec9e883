package io.sluice.admin.execution;

import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;

/** Levels of log lines; the column keeps their order. */
public enum LogLevel {
  DEBUG(0),
  INFO(1),
  WARN(2),
  ERROR(3);

  private final int column;

  LogLevel(int column) {
    this.column = column;
  }

  public int column() {
    return column;
  }

  public static LogLevel ofColumn(int column) {
    return switch (column) {
      case 0 -> DEBUG;
      case 2 -> WARN;
      case 3 -> ERROR;
      default -> INFO;
    };
  }

  /** The level of this name; INFO if the name is unknown. */
  public static LogLevel said(String word) {
    for (LogLevel level : values()) {
      if (level.name().equals(word)) {
        return level;
      }
    }
    return INFO;
  }

  /**
   * The level of this name.
   *
   * @throws ProblemException if there is no such level
   */
  public static LogLevel of(String word) {
    try {
      return valueOf(word);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          ProblemType.INVALID.field("level", "is DEBUG, INFO, WARN or ERROR"));
    }
  }
}
