package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Log lines of one execution, oldest first.
 *
 * @param nextCursor pass it as {@code after} for the next lines; null if there are none yet
 */
public record LogPage(
    List<Line> items,
    @Nullable String nextCursor,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean redacted) {

  /**
   * A log line.
   *
   * @param seq rises by one within an attempt
   * @param level DEBUG, INFO, WARN or ERROR
   * @param message null if the caller may not see payloads
   * @param attempt counts from 1
   */
  public record Line(long seq, Instant at, String level, @Nullable String message, int attempt) {}
}
