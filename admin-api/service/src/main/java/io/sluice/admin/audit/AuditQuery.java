package io.sluice.admin.audit;

import io.sluice.admin.database.Columns;
import io.sluice.admin.problem.QueryWords;
import io.sluice.api.AuditEntry;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A validated query for audit entries. Its statement contains only fixed SQL and bound parameters.
 *
 * @param before position after which the page begins; null for the first page
 */
record AuditQuery(
    @Nullable String actor,
    @Nullable String action,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Place before) {

  /** Position of an entry in the list; the id orders entries of the same instant. */
  record Place(Instant at, long id) {

    private static Place of(String cursor) {
      int dash = Math.max(0, cursor.indexOf('-'));
      return new Place(
          Instant.EPOCH.plus(Long.parseLong(cursor.substring(0, dash)), ChronoUnit.MICROS),
          Long.parseLong(cursor.substring(dash + 1)));
    }

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
        QueryWords.plain("actor", actor),
        QueryWords.plain("action", action),
        QueryWords.instant("from", from),
        QueryWords.instant("to", to),
        QueryWords.cursor(cursor, Place::of));
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
