package io.sluice.samples;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One line of an Apache combined access log.
 *
 * @param bytes of the response; 0 if the log has a dash
 */
record AccessLogLine(String client, String path, int status, long bytes) {
  private static final Pattern LINE =
      Pattern.compile(
          "^(\\S+) \\S+ \\S+ \\[[^\\]]+\\] \"(?:[A-Z]+ )?([^\" ]+)[^\"]*\" (\\d{3}) (\\d{1,18}|-)(?: .*)?$");

  static Optional<AccessLogLine> parse(String line) {
    var found = LINE.matcher(line);
    return found.matches()
        ? Optional.of(
            new AccessLogLine(
                found.group(1),
                found.group(2),
                Integer.parseInt(found.group(3)),
                found.group(4).equals("-") ? 0 : Long.parseLong(found.group(4))))
        : Optional.empty();
  }
}
