package io.sluice.systemlog;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Log line of a service.
 *
 * @param level DEBUG, INFO, WARN or ERROR
 * @param workerId id of a worker; absent for other services
 * @param logger short name of the logger
 * @param message at most {@value #LONGEST} characters, without control characters
 */
public record SystemLogLine(
    Instant at,
    String service,
    @Nullable String workerId,
    String level,
    String logger,
    String message) {

  private static final int LONGEST = 2000;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  public SystemLogLine {
    String line = CONTROL.matcher(message).replaceAll("?");
    message = line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }
}
