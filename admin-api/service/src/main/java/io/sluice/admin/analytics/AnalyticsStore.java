package io.sluice.admin.analytics;

import io.sluice.admin.analytics.AnalyticsCell.Scope;
import io.sluice.admin.analytics.AnalyticsQuery.Selection;
import io.sluice.admin.analytics.AnalyticsQuery.Stretch;
import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Sql;
import io.sluice.api.AnalyticsApi.ErrorCount;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** SQL that reads the sums of analytics, and nothing else. Runs in the caller's transaction. */
@Singleton
final class AnalyticsStore {

  private static final int MAX_ERRORS = 20;
  private static final UUID EVERY_WORKFLOW = new UUID(0, 0);

  /** The sums of one kind in a bucket; a bucket may have several rows of it. */
  record KindSum(
      Instant at,
      String kind,
      String detail,
      long count,
      BigDecimal amount,
      @Nullable DurationDigest waited,
      @Nullable DurationDigest took) {}

  /** Ended actions of a type and an agent in a bucket. */
  record ActionSum(Instant at, String type, String agent, long count) {}

  /** A condition of a statement with its values. */
  private static final class Cells {
    private final StringBuilder condition =
        new StringBuilder("WHERE span = ? AND scope = ? AND at >= ? AND at < ?");
    private final List<@Nullable Object> values = new ArrayList<>();

    Cells(Stretch stretch, Selection selection, Scope scope) {
      values.addAll(List.of(stretch.span().word(), scope.word(), stretch.from(), stretch.to()));
      boolean exact = scope == Scope.EXACT;
      if (selection.organizations() != null) {
        and("organization = ANY (?::text[])", Sql.texts(selection.organizations()));
      } else if (!exact) {
        and("organization = ?", "");
      }
      if (selection.workflow() != null) {
        and("workflow_id = ?", selection.workflow());
      } else if (!exact && scope != Scope.WORKFLOW) {
        and("workflow_id = ?", EVERY_WORKFLOW);
      }
      text("type", selection.type(), exact || scope == Scope.ACTION);
      text("agent", selection.agent(), exact || scope == Scope.ACTION);
    }

    private void text(String column, @Nullable String value, boolean filled) {
      if (value != null) {
        and(column + " = ?", value);
      } else if (!filled) {
        and(column + " = ?", "");
      }
    }

    private void and(String another, Object value) {
      condition.append(" AND ").append(another);
      values.add(value);
    }

    Cells ofEnds() {
      and("kind = ANY (?::text[])", Sql.texts(AnalyticsCell.ENDS));
      return this;
    }

    @Override
    public String toString() {
      return condition.toString();
    }

    @Nullable Object[] values() {
      return values.toArray();
    }
  }

  Optional<UUID> workflow(Connection connection, String workflow) throws SQLException {
    return Sql.first(
        connection,
        "SELECT id FROM workflow WHERE ? IN (name, id::text)",
        row -> Columns.uuid(row, "id"),
        workflow);
  }

  List<KindSum> sums(Connection connection, AnalyticsQuery query, Selection selection)
      throws SQLException {
    var cells = new Cells(query.inBuckets(), selection, selection.scope());
    return Sql.list(
        connection,
        "SELECT at, kind, detail, count, amount, waited, took FROM analytics_sum " + cells,
        row ->
            new KindSum(
                Columns.instant(row, "at"),
                row.getString("kind"),
                row.getString("detail"),
                row.getLong("count"),
                row.getBigDecimal("amount"),
                digest(row, "waited"),
                digest(row, "took")),
        cells.values());
  }

  private static @Nullable DurationDigest digest(ResultSet row, String column) throws SQLException {
    byte @Nullable [] stored = row.getBytes(column);
    return stored == null ? null : DurationDigest.of(stored);
  }

  List<ActionSum> actions(Connection connection, AnalyticsQuery query, Selection selection)
      throws SQLException {
    var cells = new Cells(query.inBuckets(), selection, selection.scopeByAction()).ofEnds();
    return Sql.list(
        connection,
        "SELECT at, type, agent, sum(count)::bigint AS count FROM analytics_sum "
            + cells
            + " AND type <> '' GROUP BY at, type, agent",
        row ->
            new ActionSum(
                Columns.instant(row, "at"),
                row.getString("type"),
                row.getString("agent"),
                row.getLong("count")),
        cells.values());
  }

  List<ErrorCount> errors(Connection connection, AnalyticsQuery query, Selection selection)
      throws SQLException {
    List<Cells> parts =
        query.inFewestCells().stream()
            .map(stretch -> new Cells(stretch, selection, selection.scopeByWorkflow()).ofEnds())
            .toList();
    String cells =
        parts.stream()
            .map(
                each ->
                    "SELECT detail, workflow_id, count FROM analytics_sum "
                        + each
                        + " AND detail <> ''")
            .collect(Collectors.joining(" UNION ALL "));
    return Sql.list(
        connection,
        "SELECT e.*, w.name FROM (SELECT detail, workflow_id, sum(count)::bigint AS count FROM ("
            + cells
            + ") c GROUP BY detail, workflow_id ORDER BY 3 DESC, 1, 2 LIMIT "
            + MAX_ERRORS
            + ") e LEFT JOIN workflow w ON w.id = e.workflow_id ORDER BY e.count DESC, 1, 2",
        row ->
            new ErrorCount(
                row.getString("detail"),
                Columns.uuid(row, "workflow_id"),
                Columns.text(row, "name"),
                row.getLong("count")),
        parts.stream().flatMap(each -> Stream.of(each.values())).toArray());
  }
}
