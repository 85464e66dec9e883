package io.sluice.process.output;

import io.sluice.workflow.LogLevel;

/**
 * Line of the log of an execution.
 *
 * @param seq rises by one within an attempt, from 1
 * @param atMs wall clock, for people
 * @param text at most 16 KiB, control characters escaped
 */
public record Line(long seq, long atMs, LogLevel level, String text) {}
