package io.sluice.admin.identity;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

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
    return database.transaction(
        connection -> {
          try (var select =
              connection.prepareStatement(
                  "SELECT id, organization FROM execution WHERE id = ANY (?::uuid[])")) {
            Columns.array(select, 1, "uuid", List.copyOf(executions), id -> id);
            var found = new HashMap<UUID, Optional<String>>();
            try (var row = select.executeQuery()) {
              while (row.next()) {
                found.put(
                    Columns.uuid(row, "id"),
                    Optional.ofNullable(Columns.text(row, "organization")));
              }
            }
            return found;
          }
        });
  }

  /** Returns the filter for these executions. Access to all organizations needs no query. */
  public VisibilityFilter filter(Organizations sees, Collection<UUID> executions) {
    return new VisibilityFilter(sees, sees.all() ? Map.of() : of(executions));
  }
}
