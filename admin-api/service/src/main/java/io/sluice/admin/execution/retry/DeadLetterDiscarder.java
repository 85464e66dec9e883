package io.sluice.admin.execution.retry;

import io.sluice.admin.database.Database;
import io.sluice.admin.execution.ExecutionDeadLetterStore;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.identity.Audit;
import io.sluice.admin.identity.Organizations;
import io.sluice.api.Problem;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Discards dead letters: they stay in the history as they ended, and are no dead letters any more.
 * With their audit entries in one transaction.
 */
@Singleton
final class DeadLetterDiscarder {

  private static final Logger LOG = Logger.getLogger(DeadLetterDiscarder.class);

  private final Database database;
  private final ExecutionDeadLetterStore store;
  private final Audit audit;

  DeadLetterDiscarder(Database database, ExecutionDeadLetterStore store, Audit audit) {
    this.database = database;
    this.store = store;
    this.audit = audit;
  }

  /**
   * Discards dead letters.
   *
   * @param ids at most 200: one transaction
   * @return the problem of each that was refused
   */
  Map<UUID, Problem> discard(
      List<UUID> ids, @Nullable String reason, String who, Organizations organizations) {
    Map<UUID, Problem> refused =
        database.transaction(
            connection -> {
              List<UUID> done = store.discard(connection, ids, organizations);
              audit.write(
                  connection,
                  ids.stream().map(id -> entry(id, reason, who, done.contains(id))).toList());
              return ids.stream()
                  .filter(id -> !done.contains(id))
                  .collect(Collectors.toMap(id -> id, DeadLetterDiscarder::unknown));
            });
    LOG.infof(
        "dead letters discarded by=%s asked=%d discarded=%d",
        who, ids.size(), ids.size() - refused.size());
    return refused;
  }

  private static Problem unknown(UUID id) {
    return ProblemType.NO_SUCH_DEAD_LETTER.problem(
        "The execution " + id + " is no dead letter. GET /api/dead-letters lists them.");
  }

  private static Audit.Entry entry(UUID id, @Nullable String reason, String who, boolean done) {
    return new Audit.Entry(
        who,
        "dead-letter.discard",
        "execution/" + id,
        reason,
        null,
        null,
        done ? "allowed" : "refused: There is no such dead letter");
  }
}
