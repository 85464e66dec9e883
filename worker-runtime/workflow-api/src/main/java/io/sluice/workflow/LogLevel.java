package io.sluice.workflow;

/** Levels of the log of an execution. */
public enum LogLevel {
  DEBUG,
  INFO,
  WARN,
  ERROR
}
