package io.sluice.admin.execution.retry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.admin.execution.retry.BulkRules.BulkAction;
import io.sluice.admin.http.JsonText;
import io.sluice.admin.identity.Audit;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Caller.RequestOrigin;
import io.sluice.admin.identity.Organizations;
import io.sluice.api.BulkApi.BulkRequest;
import io.sluice.api.BulkApi.BulkView;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of bulk operations. */
@Singleton
final class BulkStore {

  private static final TypeReference<List<BulkView.Refused>> REFUSED = new TypeReference<>() {};

  private final Database database;
  private final Audit audit;
  private final ObjectMapper json;
  private final InstantSource clock;

  BulkStore(Database database, Audit audit, ObjectMapper json, InstantSource clock) {
    this.database = database;
    this.audit = audit;
    this.json = json;
    this.clock = clock;
  }

  /** A bulk operation that is not finished, and the cursor at which it continues. */
  record Open(
      UUID id,
      BulkAction action,
      BulkRequest.Filter filter,
      @Nullable String reason,
      Requester requester,
      @Nullable UUID cursor,
      Instant createdAt,
      @Nullable Integer perSecond,
      List<BulkView.Refused> refused) {

    /** The person who created it, with the rights at that time. */
    record Requester(String name, Organizations organizations, RequestOrigin origin) {}
  }

  /**
   * The result of one step.
   *
   * @param cursor the last execution of the step; absent if there was none
   * @param refused all refusals that are shown so far
   */
  record Step(
      int done,
      int refusedNow,
      List<BulkView.Refused> refused,
      @Nullable UUID cursor,
      boolean last) {}

  void insert(UUID id, BulkRules.BulkCommand command, long total, Caller caller) {
    String who = caller.name();
    Organizations organizations = caller.organizations();
    RequestOrigin origin = caller.origin();
    database.transaction(
        connection -> {
          Sql.update(
              connection,
              """
                  INSERT INTO bulk (id, action, filter, reason, ordered_by, created_at, total,
                    organizations, role, token_id, address, request_id, per_second)
                  VALUES (?, ?, ?::json, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                  """,
              id,
              command.action().word(),
              JsonText.of(json, command.filter()),
              command.reason(),
              who,
              clock.instant(),
              total,
              Sql.texts(organizations.words()),
              origin.role(),
              origin.tokenId(),
              origin.address(),
              origin.requestId(),
              command.perSecond());
          audit.write(
              connection,
              new Audit.Entry(
                  who,
                  "execution.bulk-" + command.action().word(),
                  "bulk/" + id,
                  command.reason(),
                  null,
                  JsonText.of(json, command.filter()),
                  "allowed"));
          return id;
        });
  }

  /** The bulk operation, if this person created it or may see all. */
  Optional<BulkView> find(UUID id, String who, Organizations organizations) {
    return database.transaction(
        connection -> {
          return Sql.first(
              connection,
              "SELECT * FROM bulk WHERE id = ? AND (? OR ordered_by = ?)",
              row -> view(row),
              id,
              organizations.all(),
              who);
        });
  }

  private BulkView view(ResultSet row) throws SQLException {
    return new BulkView(
        Columns.uuid(row, "id"),
        row.getString("action"),
        row.getString("ordered_by"),
        Columns.instant(row, "created_at"),
        Columns.instantOrNull(row, "finished_at"),
        row.getLong("total"),
        row.getLong("done"),
        row.getLong("refused_total"),
        read(row.getString("refused")),
        Columns.text(row, "cancelled_by"),
        Columns.text(row, "failure"));
  }

  /**
   * Takes the operation whose turn it is: that of the person whose operations have rested longest,
   * so that a large one, or one that fails, holds up nobody else. One with a rate has no turn while
   * it would exceed it.
   */
  Optional<Open> takeNext() {
    return database.transaction(this::takeNext);
  }

  /** True if an operation is not finished. */
  boolean anyOpen() {
    return database.transaction(
        connection -> Sql.exists(connection, "SELECT FROM bulk WHERE finished_at IS NULL LIMIT 1"));
  }

  private Optional<Open> takeNext(Connection connection) throws SQLException {
    try (var select =
        connection.prepareStatement(
            """
            UPDATE bulk SET stepped_at = ? WHERE id = (SELECT b.id FROM bulk b
              WHERE b.finished_at IS NULL AND (b.per_second IS NULL OR b.stepped_at IS NULL
                OR b.stepped_at <= ?::timestamptz
                  - make_interval(secs => least(b.per_second, ?) / b.per_second::float8))
              ORDER BY (SELECT max(o.stepped_at) FROM bulk o
                WHERE o.finished_at IS NULL AND o.ordered_by = b.ordered_by) NULLS FIRST,
                b.stepped_at NULLS FIRST, b.created_at
              LIMIT 1)
            RETURNING *
            """)) {
      Instant now = clock.instant();
      Columns.bind(select, 1, now);
      Columns.bind(select, 2, now);
      select.setInt(3, BulkRules.MAX_STEP);
      return open(select);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Optional<Open> open(PreparedStatement select)
      throws SQLException, JsonProcessingException {
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        return Optional.empty();
      }
      return Optional.of(
          new Open(
              Columns.uuid(row, "id"),
              BulkAction.of(row.getString("action")),
              json.readValue(row.getString("filter"), BulkRequest.Filter.class),
              Columns.text(row, "reason"),
              new Open.Requester(row.getString("ordered_by"), organizations(row), origin(row)),
              row.getObject("cursor", UUID.class),
              Columns.instant(row, "created_at"),
              Columns.integerOrNull(row, "per_second"),
              read(row.getString("refused"))));
    }
  }

  private static Organizations organizations(ResultSet row) throws SQLException {
    return Organizations.of(List.of((String[]) row.getArray("organizations").getArray()));
  }

  private static RequestOrigin origin(ResultSet row) throws SQLException {
    return new RequestOrigin(
        Columns.text(row, "role"),
        Columns.text(row, "token_id"),
        Columns.text(row, "address"),
        Columns.text(row, "request_id"));
  }

  void progress(UUID id, Step step) {
    database.transaction(
        connection -> {
          try (var update =
              connection.prepareStatement(
                  """
                  UPDATE bulk SET done = done + ?, refused_total = refused_total + ?,
                    refused = ?::json, cursor = coalesce(?, cursor), failures = 0, failure = NULL,
                    finished_at = CASE WHEN ? THEN ?::timestamptz END
                  WHERE id = ? AND finished_at IS NULL
                  """)) {
            update.setInt(1, step.done());
            update.setInt(2, step.refusedNow());
            update.setString(3, JsonText.of(json, step.refused()));
            update.setObject(4, step.cursor(), java.sql.Types.OTHER);
            update.setBoolean(5, step.last());
            Columns.bind(update, 6, clock.instant());
            update.setObject(7, id);
            return update.executeUpdate();
          }
        });
  }

  /**
   * Notes that a step failed.
   *
   * @return true if it was the last one: the operation has ended with this reason
   */
  boolean failed(UUID id, String why, int maxFailures) {
    return database.transaction(
        connection ->
            Sql.first(
                    connection,
                    """
                    UPDATE bulk SET failures = failures + 1, failure = ?,
                      finished_at = CASE WHEN failures + 1 >= ? THEN ?::timestamptz END
                    WHERE id = ? AND finished_at IS NULL RETURNING finished_at IS NOT NULL AS ended
                    """,
                    row -> row.getBoolean("ended"),
                    why,
                    maxFailures,
                    clock.instant(),
                    id)
                .orElse(true));
  }

  /** Ends an operation; what it has not reached stays as it is. False if it had ended. */
  boolean cancel(UUID id, String who) {
    return database.transaction(
        connection -> {
          boolean ended =
              Sql.update(
                      connection,
                      "UPDATE bulk SET finished_at = ?, cancelled_by = ?"
                          + " WHERE id = ? AND finished_at IS NULL",
                      clock.instant(),
                      who,
                      id)
                  == 1;
          audit.write(
              connection,
              new Audit.Entry(
                  who,
                  "execution.bulk-stop",
                  "bulk/" + id,
                  null,
                  null,
                  null,
                  ended ? "allowed" : "refused: already ended"));
          return ended;
        });
  }

  private List<BulkView.Refused> read(String text) {
    try {
      return json.readValue(text, REFUSED);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
