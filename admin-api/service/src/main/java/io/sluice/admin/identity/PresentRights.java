package io.sluice.admin.identity;

import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Rights of a person at the time when something is carried out that was ordered earlier. Safe for
 * use by many threads; each call is a short transaction.
 */
@Singleton
public final class PresentRights {

  private final Database database;

  PresentRights(Database database) {
    this.database = database;
  }

  private record Present(boolean operates, Organizations organizations) {}

  /**
   * Returns the organizations in which the person may still operate; empty if the person may
   * nowhere. For people of an OpenID provider, whose rights are only in their tokens, those of the
   * order.
   */
  public Optional<Organizations> operates(String username, Organizations ordered) {
    Optional<Present> present =
        database.transaction(
            connection ->
                Sql.first(
                    connection,
                    "SELECT role, organizations, enabled FROM app_user WHERE username = ?",
                    row ->
                        new Present(
                            row.getBoolean("enabled")
                                && Role.of(row.getString("role")).compareTo(Role.OPERATOR) >= 0,
                            Organizations.of(
                                List.of((String[]) row.getArray("organizations").getArray()))),
                    username));
    return present.isEmpty()
        ? Optional.of(ordered)
        : present
            .filter(Present::operates)
            .map(now -> now.organizations().within(ordered))
            .filter(left -> left.all() || !left.names().isEmpty());
  }
}
