package io.sluice.service;

import io.sluice.diagnosis.CutText;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Log line of a service.
 *
 * @param level DEBUG, INFO, WARN or ERROR
 * @param workerId id of a worker; absent for other services
 * @param logger short name of the logger
 * @param message at most {@value #MAX_LENGTH} characters, without control characters
 */
public record SystemLogLine(
    Instant at,
    String service,
    @Nullable String workerId,
    String level,
    String logger,
    String message) {

  private static final int MAX_LENGTH = 2000;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  public SystemLogLine {
    String line = CONTROL.matcher(message).replaceAll("?");
    message = line.length() <= MAX_LENGTH ? line : CutText.of(line, MAX_LENGTH - 1);
  }
}
