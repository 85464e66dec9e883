package io.sluice.workflow;

/** Levels of an execution's log. */
public enum LogLevel {
  DEBUG,
  INFO,
  WARN,
  ERROR
}
