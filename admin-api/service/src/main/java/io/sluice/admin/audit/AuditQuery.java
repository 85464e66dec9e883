package io.sluice.admin.audit;

import io.sluice.admin.database.Columns;
import io.sluice.admin.problem.ProblemException;
import io.sluice.admin.problem.ProblemType;
import io.sluice.api.AuditEntry;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are asked for. Every value is checked here, so that the statement is built of known
 * words and bound parameters.
 *
 * @param before where the last page ended
 */
record AuditQuery(
    @Nullable String actor,
    @Nullable String action,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Place before) {

  /** Of an entry in the order of the list; the id tells those of one instant apart. */
  record Place(Instant at, long id) {

    static String cursor(AuditEntry entry) {
      return ChronoUnit.MICROS.between(Instant.EPOCH, entry.at()) + "-" + entry.id();
    }
  }

  static AuditQuery of(
      @Nullable String actor,
      @Nullable String action,
      @Nullable String from,
      @Nullable String to,
      @Nullable String cursor) {
    return new AuditQuery(
        plain("actor", actor),
        plain("action", action),
        from == null ? null : instant("from", from),
        to == null ? null : instant("to", to),
        cursor == null ? null : place(cursor));
  }

  private static Place place(String cursor) {
    String[] parts = cursor.split("-", -1);
    try {
      if (parts.length == 2) {
        return new Place(
            Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS),
            Long.parseLong(parts[1]));
      }
    } catch (NumberFormatException | DateTimeException e) {
      // Told below.
    }
    throw refused("cursor", "is not one that this API gave");
  }

  private static Instant instant(String field, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw refused(field, "is a time like 2026-01-31T12:00:00.000Z");
    }
  }

  private static @Nullable String plain(String field, @Nullable String text) {
    if (text != null && (text.length() > 300 || text.indexOf('\0') >= 0)) {
      throw refused(field, "has at most 300 characters and no NUL");
    }
    return text;
  }

  private static ProblemException refused(String field, String message) {
    return new ProblemException(ProblemType.INVALID.field(field, message));
  }

  String where() {
    var words = new ArrayList<String>();
    add(words, actor, "actor = ?");
    add(words, action, "action = ?");
    add(words, from, "at >= ?");
    add(words, to, "at < ?");
    add(words, before, "(at, id) < (?, ?)");
    return words.isEmpty() ? "" : " WHERE " + String.join(" AND ", words);
  }

  private static void add(List<String> words, @Nullable Object value, String condition) {
    if (value != null) {
      words.add(condition);
    }
  }

  void bind(PreparedStatement select) throws SQLException {
    int next = 1;
    for (String text : new @Nullable String[] {actor, action}) {
      if (text != null) {
        select.setString(next++, text);
      }
    }
    for (Instant at : new @Nullable Instant[] {from, to, before == null ? null : before.at()}) {
      if (at != null) {
        Columns.bind(select, next++, at);
      }
    }
    if (before != null) {
      select.setLong(next, before.id());
    }
  }
}
