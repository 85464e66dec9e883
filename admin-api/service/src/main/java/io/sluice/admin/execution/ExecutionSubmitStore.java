package io.sluice.admin.execution;

import io.sluice.admin.database.Columns;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.identity.Organizations;
import io.sluice.api.Problem;
import io.sluice.queue.QueueKeys;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Inserts accepted executions, a batch in one statement. */
@Singleton
public final class ExecutionSubmitStore {

  /**
   * The execution that holds a unique key.
   *
   * @param organization null if the execution has no organization
   */
  public record KeyHolder(UUID id, @Nullable String organization) {

    /** The problem of another execution that wants the key. */
    public Problem conflict(@Nullable String key, Organizations sees) {
      return sees.include(organization)
          ? ProblemType.UNIQUE_KEY_IN_USE.blockedBy(
              id,
              "The execution "
                  + id
                  + " has the unique key "
                  + key
                  + " and has not ended. Wait for it, cancel it, or use another key.")
          : ProblemType.UNIQUE_KEY_IN_USE.problem(
              "An execution of another organization has the unique key "
                  + key
                  + " and has not ended. Use another key; one with the organization's name in it cannot"
                  + " collide.");
    }
  }

  /** Max attempts to insert an execution whose unique key was in use and then was free. */
  private static final int MAX_ROUNDS = 5;

  static final String SUBMIT =
      """
      INSERT INTO execution (id, workflow_id, organization, status, priority, shard, epoch,
        max_retries, timeout_ms, requested_model, input, labels, created_at, created_by,
        queued_at, run_at, unique_key, lock_key, traceparent)
      SELECT n.id, n.workflow_id, n.organization, n.status, n.priority, ?, 1, n.max_retries,
        n.timeout_ms, n.model, n.input::json, n.labels::jsonb, ?, ?, n.queued_at, n.run_at,
        n.unique_key, n.lock_key, n.traceparent
      FROM unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::smallint[], ?::integer[],
        ?::bigint[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[],
        ?::text[], ?::text[], ?::text[])
        AS n(id, workflow_id, organization, status, priority, max_retries, timeout_ms, model,
          input, labels, queued_at, run_at, unique_key, lock_key, traceparent)
      """;

  private static final String UNLESS_KEY_IN_USE =
      """
      ON CONFLICT (workflow_id, unique_key) WHERE unique_key IS NOT NULL
        AND status IN ('AWAITING_APPROVAL', 'SCHEDULED', 'PENDING', 'RUNNING') DO NOTHING
      """;

  private final String shard;

  ExecutionSubmitStore(QueueKeys keys) {
    this.shard = keys.shard();
  }

  /**
   * Inserts all executions except those whose unique key is in use.
   *
   * @return the execution that holds the key, by the id of the execution that was not written
   */
  public Map<UUID, KeyHolder> insert(
      Connection connection, List<NewExecution> executions, String who, Instant now)
      throws SQLException {
    Set<UUID> _ =
        insert(
            connection,
            executions.stream().filter(each -> each.uniqueKey() == null).toList(),
            who,
            now,
            "");
    return insertKeyed(
        connection,
        executions.stream().filter(each -> each.uniqueKey() != null).toList(),
        who,
        now);
  }

  private Map<UUID, KeyHolder> insertKeyed(
      Connection connection, List<NewExecution> executions, String who, Instant now)
      throws SQLException {
    var holders = new HashMap<UUID, KeyHolder>();
    List<NewExecution> left = inOneOrder(executions);
    for (int round = 0; !left.isEmpty(); round++) {
      if (round == MAX_ROUNDS) {
        throw new IllegalStateException("Unique keys are freed and taken faster than looked up");
      }
      Set<UUID> written = insert(connection, left, who, now, UNLESS_KEY_IN_USE);
      left = left.stream().filter(each -> !written.contains(each.id())).toList();
      holders.putAll(holders(connection, left));
      left = left.stream().filter(each -> !holders.containsKey(each.id())).toList();
    }
    return holders;
  }

  /** Sorts by key. Two batches that wait for each other's keys must take them in the same order. */
  private static List<NewExecution> inOneOrder(List<NewExecution> executions) {
    return executions.stream()
        .sorted(
            Comparator.comparing((NewExecution each) -> each.workflow().id())
                .thenComparing(each -> Objects.requireNonNull(each.uniqueKey())))
        .toList();
  }

  private Set<UUID> insert(
      Connection connection, List<NewExecution> rows, String who, Instant now, String unless)
      throws SQLException {
    var written = new HashSet<UUID>();
    if (rows.isEmpty()) {
      return written;
    }
    try (var insert = connection.prepareStatement(SUBMIT + unless + " RETURNING id")) {
      insert.setString(1, shard);
      Columns.bind(insert, 2, now);
      insert.setString(3, who);
      Columns.array(insert, 4, "uuid", rows, NewExecution::id);
      Columns.array(insert, 5, "uuid", rows, each -> each.workflow().id());
      Columns.array(insert, 6, "text", rows, NewExecution::organization);
      Columns.array(insert, 7, "text", rows, each -> each.status().name());
      Columns.array(insert, 8, "smallint", rows, each -> PriorityColumn.of(each.priority()));
      Columns.array(insert, 9, "integer", rows, NewExecution::maxRetries);
      Columns.array(insert, 10, "bigint", rows, NewExecution::timeoutMs);
      Columns.array(insert, 11, "text", rows, NewExecution::executionModel);
      Columns.array(insert, 12, "text", rows, NewExecution::inputJson);
      Columns.array(insert, 13, "text", rows, NewExecution::labelsJson);
      Columns.array(
          insert, 14, "timestamptz", rows, each -> Objects.requireNonNullElse(each.runAt(), now));
      Columns.array(insert, 15, "timestamptz", rows, NewExecution::runAt);
      Columns.array(insert, 16, "text", rows, NewExecution::uniqueKey);
      Columns.array(insert, 17, "text", rows, NewExecution::lockKey);
      Columns.array(insert, 18, "text", rows, NewExecution::traceparent);
      try (var row = insert.executeQuery()) {
        while (row.next()) {
          written.add(Columns.uuid(row, "id"));
        }
      }
    }
    return written;
  }

  private static Map<UUID, KeyHolder> holders(Connection connection, List<NewExecution> refused)
      throws SQLException {
    var holders = new HashMap<UUID, KeyHolder>();
    if (refused.isEmpty()) {
      return holders;
    }
    try (var select =
        connection.prepareStatement(
            """
            SELECT n.id AS refused, e.id AS holder, e.organization
            FROM unnest(?::uuid[], ?::uuid[], ?::text[]) AS n(id, workflow_id, unique_key)
              JOIN execution e ON e.workflow_id = n.workflow_id AND e.unique_key = n.unique_key
                AND e.status IN ('AWAITING_APPROVAL', 'SCHEDULED', 'PENDING', 'RUNNING')
            """)) {
      Columns.array(select, 1, "uuid", refused, NewExecution::id);
      Columns.array(select, 2, "uuid", refused, each -> each.workflow().id());
      Columns.array(select, 3, "text", refused, NewExecution::uniqueKey);
      try (var row = select.executeQuery()) {
        while (row.next()) {
          holders.put(
              Columns.uuid(row, "refused"),
              new KeyHolder(Columns.uuid(row, "holder"), Columns.text(row, "organization")));
        }
      }
    }
    return holders;
  }
}
