package io.sluice.admin.execution;

import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The position of a log line within all attempts of its execution. */
public record LogPlace(long epoch, long claim, long seq) {

  /** The position before the first line. */
  public static final LogPlace START = new LogPlace(0, 0, -1);

  /** The position after every line. */
  public static final LogPlace END = new LogPlace(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

  private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\.(\\d{1,18})\\.(\\d{1,18})");

  static LogPlace of(@Nullable String cursor) {
    if (cursor == null) {
      return START;
    }
    Matcher parts = FORM.matcher(cursor);
    if (!parts.matches()) {
      throw new ProblemException(
          ProblemType.INVALID.field("after", "is not one that this API gave"));
    }
    return new LogPlace(
        Long.parseLong(parts.group(1)),
        Long.parseLong(parts.group(2)),
        Long.parseLong(parts.group(3)));
  }

  String cursor() {
    return epoch + "." + claim + "." + seq;
  }
}
