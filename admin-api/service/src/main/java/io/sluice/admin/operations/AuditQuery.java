package io.sluice.admin.operations;

import io.sluice.admin.http.QueryParams;
import io.sluice.api.AuditEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
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
    @Nullable Position before) {

  /** Position of an entry in the list; the id orders entries of the same instant. */
  record Position(Instant at, long id) {

    private static Position of(String cursor) {
      int dash = Math.max(0, cursor.indexOf('-'));
      return new Position(
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
        QueryParams.plain("actor", actor),
        QueryParams.plain("action", action),
        QueryParams.instant("from", from),
        QueryParams.instant("to", to),
        QueryParams.cursor(cursor, Position::of));
  }

  String where() {
    var conditions = new ArrayList<String>();
    add(conditions, actor, "actor = ?");
    add(conditions, action, "action = ?");
    add(conditions, from, "at >= ?");
    add(conditions, to, "at < ?");
    add(conditions, before, "(at, id) < (?, ?)");
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  private static void add(List<String> conditions, @Nullable Object value, String condition) {
    if (value != null) {
      conditions.add(condition);
    }
  }

  /** Returns the values of the conditions, in their order. */
  @Nullable Object[] values() {
    Position end = before;
    return Stream.of(
            actor, action, from, to, end == null ? null : end.at(), end == null ? null : end.id())
        .filter(Objects::nonNull)
        .toArray();
  }
}
