package io.sluice.admin.analytics;

import io.sluice.admin.analytics.AnalyticsCell.CellKey;
import io.sluice.admin.analytics.AnalyticsCell.Subject;
import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SQL that adds facts to the sums. One transaction takes facts and adds them, so each is counted
 * once; one instance at a time does it, so that durations can be merged in memory.
 */
final class AnalyticsSums {

  private static final String KEYS =
      """
      unnest(?::text[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::text[], ?::timestamptz[],
        ?::text[], ?::text[]
      """;

  private static final String KEY =
      "span, scope, organization, workflow_id, type, agent, at, kind, detail";

  private AnalyticsSums() {}

  /**
   * Adds some of the facts that are not counted yet.
   *
   * @return their number; 0 if another instance adds at this moment
   */
  static int addSome(Connection connection, int limit) throws SQLException {
    boolean alone =
        Sql.first(
                connection,
                "SELECT pg_try_advisory_xact_lock(hashtext('analytics_sum'))",
                row -> row.getBoolean(1))
            .orElse(false);
    List<AnalyticsFact> facts = alone ? take(connection, limit) : List.of();
    Map<CellKey, AnalyticsCell> cells = new HashMap<>();
    for (AnalyticsFact fact : facts) {
      for (CellKey key : CellKey.of(fact)) {
        cells.computeIfAbsent(key, _ -> new AnalyticsCell()).add(key, fact);
      }
    }
    if (!cells.isEmpty()) {
      mergeTimes(connection, cells);
      add(connection, List.copyOf(cells.entrySet()));
    }
    return facts.size();
  }

  private static List<AnalyticsFact> take(Connection connection, int limit) throws SQLException {
    return Sql.list(
        connection,
        """
        DELETE FROM analytics_fact
        WHERE ctid = ANY (ARRAY(SELECT ctid FROM analytics_fact LIMIT ?)) RETURNING *
        """,
        AnalyticsSums::fact,
        limit);
  }

  private static AnalyticsFact fact(ResultSet row) throws SQLException {
    return new AnalyticsFact(
        Columns.instant(row, "at"),
        new Subject(
            row.getString("organization"),
            Columns.uuid(row, "workflow_id"),
            row.getString("type"),
            row.getString("agent")),
        row.getString("kind"),
        row.getString("detail"),
        row.getLong("count"),
        row.getBigDecimal("amount"),
        new AnalyticsFact.Times(
            Columns.longOrNull(row, "waited_ms"), Columns.longOrNull(row, "took_ms")));
  }

  private static void mergeTimes(Connection connection, Map<CellKey, AnalyticsCell> cells)
      throws SQLException {
    List<Map.Entry<CellKey, AnalyticsCell>> timed =
        cells.entrySet().stream().filter(each -> each.getValue().hasTimes()).toList();
    Sql.list(
        connection,
        "SELECT k.number, s.waited, s.took FROM "
            + KEYS
            + ") WITH ORDINALITY k("
            + KEY
            + ", number) JOIN analytics_sum s USING ("
            + KEY
            + ")",
        row -> {
          timed
              .get(row.getInt("number") - 1)
              .getValue()
              .addStored(row.getBytes("waited"), row.getBytes("took"));
          return row;
        },
        keys(timed));
  }

  private static void add(Connection connection, List<Map.Entry<CellKey, AnalyticsCell>> cells)
      throws SQLException {
    Sql.update(
        connection,
        "INSERT INTO analytics_sum AS s ("
            + KEY
            + ", count, amount, waited, took) SELECT "
            + KEY
            + ", count, amount, decode(waited, 'base64'), decode(took, 'base64') FROM "
            + KEYS
            + ", ?::bigint[], ?::numeric[], ?::text[], ?::text[]) c("
            + KEY
            + ", count, amount, waited, took) ON CONFLICT ("
            + KEY
            + """
            ) DO UPDATE SET count = s.count + excluded.count, amount = s.amount + excluded.amount,
              waited = coalesce(excluded.waited, s.waited), took = coalesce(excluded.took, s.took)
            """,
        concat(
            keys(cells),
            Sql.column("int8", cells, each -> each.getValue().count()),
            Sql.column("numeric", cells, each -> each.getValue().amount()),
            Sql.column("text", cells, each -> base64(each.getValue().waited())),
            Sql.column("text", cells, each -> base64(each.getValue().took()))));
  }

  private static Object[] keys(List<Map.Entry<CellKey, AnalyticsCell>> cells) {
    List<CellKey> keys = cells.stream().map(Map.Entry::getKey).toList();
    return new Object[] {
      Sql.column("text", keys, key -> key.span().word()),
      Sql.column("text", keys, key -> key.scope().word()),
      Sql.column("text", keys, key -> key.subject().organization()),
      Sql.column("uuid", keys, key -> key.subject().workflow()),
      Sql.column("text", keys, key -> key.subject().type()),
      Sql.column("text", keys, key -> key.subject().agent()),
      Sql.column("timestamptz", keys, CellKey::at),
      Sql.column("text", keys, CellKey::kind),
      Sql.column("text", keys, CellKey::detail)
    };
  }

  private static Object[] concat(Object[] first, Object... more) {
    Object[] all = Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return all;
  }

  private static @Nullable String base64(byte @Nullable [] bytes) {
    return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
  }
}
