package io.sluice.admin.action;

import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.identity.Audit;
import io.sluice.api.ActionApi.ActionType;
import io.sluice.api.ActionApi.ActionTypeRequest;
import io.sluice.api.Page;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Binds action types to workflows, each change with its audit entry. */
@Singleton
public final class ActionTypes {

  /** Repetitions of a failed execution unless its type says otherwise. */
  static final int MAX_RETRIES = 3;

  private static final String NAME = "[a-z][a-z0-9._-]{0,99}";

  private final Database database;
  private final ActionTypeStore store;
  private final Councils councils;
  private final Audit audit;

  ActionTypes(Database database, ActionTypeStore store, Councils councils, Audit audit) {
    this.database = database;
    this.store = store;
    this.councils = councils;
    this.audit = audit;
  }

  /** Action types by name, after this one. */
  public Page<ActionType> page(String after, int limit) {
    List<ActionType> found = database.read(connection -> store.after(connection, after, limit + 1));
    boolean more = found.size() > limit;
    List<ActionType> items = more ? found.subList(0, limit) : found;
    return new Page<>(items, more ? items.getLast().name() : null);
  }

  /**
   * The type with this name; the name of a workflow is a type without defaults.
   *
   * @param field the field of the request that has the name
   * @param typesOnly true refuses the name of a workflow that has a type with a council
   * @throws ProblemException if there is neither
   */
  ActionType named(String name, String field, boolean typesOnly) {
    return database.transaction(
        connection -> {
          Optional<ActionType> type = store.find(connection, name);
          if (type.isPresent()) {
            return type.get();
          }
          if (!Sql.exists(connection, "SELECT FROM workflow WHERE name = ?", name)) {
            throw new ProblemException(
                ProblemType.INVALID.field(
                    field,
                    "names neither an action type nor a workflow; GET /api/action_types and GET"
                        + " /api/workflows list them"));
          }
          if (typesOnly && store.needsApproval(connection, name)) {
            throw new ProblemException(
                ProblemType.INVALID.field(
                    field,
                    "is a workflow that a council approves; ask for one of its types, which GET"
                        + " /api/action_types lists"));
          }
          return new ActionType(name, name, null, null, null, null, MAX_RETRIES);
        });
  }

  ActionType put(String name, ActionTypeRequest request, String who) {
    if (!name.matches(NAME)) {
      throw new ProblemException(
          ProblemType.INVALID.field(
              "name", "begins with a small letter and has at most 100 of a-z, 0-9, . _ and -"));
    }
    var type =
        new ActionType(
            name,
            request.workflow(),
            request.description(),
            request.councilId(),
            request.timeoutSeconds(),
            request.priority(),
            Objects.requireNonNullElse(request.maxRetries(), MAX_RETRIES));
    return database.transaction(
        connection -> {
          Optional<ActionType> before = store.find(connection, name);
          if (type.councilId() != null && councils.find(connection, type.councilId()).isEmpty()) {
            throw new ProblemException(
                ProblemType.INVALID.field(
                    "council_id", "names no council; GET /api/councils lists them"));
          }
          if (!store.put(connection, type)) {
            throw new ProblemException(
                ProblemType.NO_SUCH_WORKFLOW.field(
                    "workflow", "names no registered workflow; GET /api/workflows lists them"));
          }
          ActionType after = store.find(connection, name).orElseThrow();
          write(connection, name, "action-type.put", who, before.orElse(null), after);
          return after;
        });
  }

  void delete(String name, String who) {
    Object _ =
        database.transaction(
            connection -> {
              ActionType before = store.find(connection, name).orElseThrow(() -> unknown(name));
              boolean _ = store.delete(connection, name);
              write(connection, name, "action-type.delete", who, before, null);
              return before;
            });
  }

  private static ProblemException unknown(String name) {
    return new ProblemException(
        ProblemType.NO_SUCH_ACTION_TYPE.problem(
            "No action type has the name " + name + ". GET /api/action_types lists them."));
  }

  private void write(
      Connection connection,
      String name,
      String action,
      String who,
      @Nullable ActionType before,
      @Nullable ActionType after)
      throws SQLException {
    audit.write(
        connection,
        new Audit.Entry(
            who,
            action,
            "action-type/" + name,
            null,
            before == null ? null : before.toString(),
            after == null ? null : after.toString(),
            "allowed"));
  }
}
