package io.sluice.admin.identity;

import io.sluice.admin.database.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Tells which names are those of agents. Only built-in users are known: the roles of others are in
 * their tokens. Runs in the caller's transaction.
 */
@Singleton
public final class AgentNames {

  /** Returns the first of the names that is a built-in user of the role agent. */
  public Optional<String> firstOf(Connection connection, List<String> names) throws SQLException {
    return Sql.first(
        connection,
        "SELECT username FROM app_user WHERE username = ANY (?::text[]) AND role = ?"
            + " ORDER BY username LIMIT 1",
        row -> row.getString("username"),
        Sql.texts(names),
        Role.AGENT_NAME);
  }
}
