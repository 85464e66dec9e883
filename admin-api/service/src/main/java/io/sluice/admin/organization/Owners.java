package io.sluice.admin.organization;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.security.Organizations;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Looks up whose executions are. Safe on every thread; each call is a short transaction. */
@Singleton
public final class Owners {

  private final Database database;

  Owners(Database database) {
    this.database = database;
  }

  /** The organization of each execution that is known, empty for those of nobody. */
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
            var owners = new HashMap<UUID, Optional<String>>();
            try (var row = select.executeQuery()) {
              while (row.next()) {
                owners.put(
                    Columns.uuid(row, "id"),
                    Optional.ofNullable(Columns.text(row, "organization")));
              }
            }
            return owners;
          }
        });
  }

  /** What somebody sees of these executions. Who sees all costs no look. */
  public Sight sight(Organizations sees, Collection<UUID> executions) {
    return new Sight(sees, sees.all() ? Map.of() : of(executions));
  }
}
