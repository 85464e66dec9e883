package io.sluice.queue;

import java.time.Instant;
import java.util.List;

/**
 * Log lines of one attempt, one entry of the logs stream: field {@code r} holds this record as
 * JSON.
 *
 * @param lines in order of their sequence
 */
public record LogBatch(String executionId, long epoch, long claim, List<Line> lines) {

  /**
   * One line.
   *
   * @param seq rises by one within an attempt
   * @param level DEBUG, INFO, WARN or ERROR
   */
  public record Line(long seq, Instant at, String level, String message) {}
}
