package io.sluice.admin.identity;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Reads the organizations of executions. Safe on every thread; each call is a short transaction.
 */
@Singleton
public final class ExecutionOrganizations {

  private final Database database;

  ExecutionOrganizations(Database database) {
    this.database = database;
  }

  /**
   * Returns the organization of each known execution; an empty value if the execution has no
   * organization.
   */
  public Map<UUID, Optional<String>> of(Collection<UUID> executions) {
    if (executions.isEmpty()) {
      return Map.of();
    }
    return database
        .transaction(
            connection ->
                Sql.list(
                    connection,
                    "SELECT id, organization FROM execution_all WHERE id = ANY (?::uuid[])",
                    row ->
                        Map.entry(
                            Columns.uuid(row, "id"),
                            Optional.ofNullable(Columns.text(row, "organization"))),
                    new Sql.ArrayOf("uuid", List.copyOf(executions))))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Returns the filter for these executions. Access to all organizations needs no query. */
  public VisibilityFilter filter(Organizations sees, Collection<UUID> executions) {
    return new VisibilityFilter(sees, sees.all() ? Map.of() : of(executions));
  }
}
