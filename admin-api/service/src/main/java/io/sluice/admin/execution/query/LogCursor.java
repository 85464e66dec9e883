package io.sluice.admin.execution.query;

import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The position of a log line within all attempts of its execution. */
public record LogCursor(long epoch, long claim, long seq) {

  /** The position before the first line. */
  public static final LogCursor START = new LogCursor(0, 0, -1);

  /** The position after every line. */
  public static final LogCursor END = new LogCursor(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

  private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\.(\\d{1,18})\\.(\\d{1,18})");

  static LogCursor of(@Nullable String cursor) {
    if (cursor == null) {
      return START;
    }
    Matcher parts = FORM.matcher(cursor);
    if (!parts.matches()) {
      throw new ProblemException(
          ProblemType.INVALID.field("cursor", "is not a cursor of this API"));
    }
    return new LogCursor(
        Long.parseLong(parts.group(1)),
        Long.parseLong(parts.group(2)),
        Long.parseLong(parts.group(3)));
  }

  String cursor() {
    return epoch + "." + claim + "." + seq;
  }
}
