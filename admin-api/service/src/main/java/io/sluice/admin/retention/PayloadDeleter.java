package io.sluice.admin.retention;

import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.admin.execution.ExecutionHistoryStore;
import io.sluice.admin.execution.ExecutionIds;
import io.sluice.admin.execution.ExecutionPurgeStore;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.identity.Audit;
import io.sluice.admin.identity.Organizations;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.PayloadApi.PayloadDeletion;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Deletes payloads of ended executions on request; their records stay. Each deletion is audited in
 * its transaction.
 */
@Singleton
final class PayloadDeleter {

  private static final Logger LOG = Logger.getLogger(PayloadDeleter.class);
  private static final int MAX_OF_A_CALL = 10_000;
  private static final int BATCH = 500;
  private static final UUID FIRST = new UUID(0, 0);

  private final Database database;
  private final ExecutionHistoryStore history;
  private final ExecutionPurgeStore executions;
  private final Audit audit;

  PayloadDeleter(
      Database database,
      ExecutionHistoryStore history,
      ExecutionPurgeStore executions,
      Audit audit) {
    this.database = database;
    this.history = history;
    this.executions = executions;
    this.audit = audit;
  }

  /**
   * Deletes the payloads of one execution.
   *
   * @throws ProblemException if there is none, or it has not ended
   */
  void delete(UUID id, String who, Organizations organizations) {
    Optional<ProblemException> problem =
        database.transaction(connection -> delete(connection, id, who, organizations));
    if (problem.isPresent()) {
      throw problem.get();
    }
    LOG.infof("payloads deleted execution=%s by=%s", id, who);
  }

  private Optional<ProblemException> delete(
      Connection connection, UUID id, String who, Organizations organizations) throws SQLException {
    Optional<ProblemException> problem = problem(connection, id, organizations);
    if (problem.isEmpty()) {
      int _ = history.move(connection, List.of(id));
      int _ = executions.deletePayloads(connection, List.of(id));
    }
    String result = problem.map(each -> "refused: " + each.problem().title()).orElse("allowed");
    audit.write(connection, entry(who, "execution/" + id, null, result));
    return problem;
  }

  private static Optional<ProblemException> problem(
      Connection connection, UUID id, Organizations organizations) throws SQLException {
    Optional<ExecutionStatus> status =
        Sql.first(
            connection,
            """
            SELECT status FROM execution_all
            WHERE id = ? AND (? OR organization = ANY (?::text[]))
            """,
            row -> ExecutionStatus.valueOf(row.getString("status")),
            id,
            organizations.all(),
            Sql.texts(organizations.words()));
    if (status.isEmpty()) {
      return Optional.of(ExecutionIds.unknown(id.toString()));
    }
    return status.get().terminal()
        ? Optional.empty()
        : Optional.of(
            new ProblemException(
                ProblemType.NOT_ENDED.problem(
                    "It is " + status.get() + " and needs its input. Cancel it first.")));
  }

  /**
   * Deletes the payloads of an organization's ended executions, at most 10 000; those that have not
   * ended keep theirs.
   */
  PayloadDeletion delete(
      String organization, @Nullable UUID after, String who, Organizations organizations) {
    UUID cursor = after == null ? FIRST : after;
    int deleted = 0;
    while (organizations.include(organization) && deleted < MAX_OF_A_CALL) {
      UUID from = cursor;
      List<UUID> ids =
          database.transaction(connection -> deleteBatch(connection, organization, from, who));
      deleted += ids.size();
      if (ids.size() < BATCH) {
        LOG.infof("payloads deleted organization=%s count=%d by=%s", organization, deleted, who);
        return new PayloadDeletion(deleted, null);
      }
      cursor = ids.getLast();
    }
    return new PayloadDeletion(deleted, deleted == 0 ? null : cursor.toString());
  }

  private List<UUID> deleteBatch(Connection connection, String organization, UUID after, String who)
      throws SQLException {
    List<UUID> ids = executions.withPayloads(connection, organization, after, BATCH);
    int count = executions.deletePayloads(connection, ids);
    audit.write(
        connection, entry(who, "organization/" + organization, "executions=" + count, "allowed"));
    return ids;
  }

  private static Audit.Entry entry(
      String who, String object, @Nullable String after, String result) {
    return new Audit.Entry(who, "payloads.delete", object, null, null, after, result);
  }
}
