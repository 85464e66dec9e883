package io.sluice.admin.action;

import io.sluice.admin.action.Council.Absence;
import io.sluice.admin.action.Council.Seat;
import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of councils and their members, in the caller's transaction. */
@Singleton
final class CouncilStore {

  Optional<Council> find(Connection connection, UUID id) throws SQLException {
    return councils(connection, "WHERE id = ?", id).stream().findFirst();
  }

  /** Councils by name, after the given one. */
  List<Council> after(Connection connection, String name, int limit) throws SQLException {
    return councils(connection, "WHERE name > ? ORDER BY name LIMIT ?", name, limit);
  }

  private static List<Council> councils(Connection connection, String which, Object... values)
      throws SQLException {
    var councils = new ArrayList<Council>();
    for (Council council :
        Sql.list(connection, "SELECT * FROM council " + which, CouncilStore::council, values)) {
      councils.add(withSeats(connection, council));
    }
    return councils;
  }

  private static Council council(ResultSet row) throws SQLException {
    return new Council(
        Columns.uuid(row, "id"),
        row.getString("name"),
        row.getInt("quorum"),
        Columns.integerOrNull(row, "deadline_seconds"),
        Columns.instant(row, "created_at"),
        row.getString("created_by"),
        List.of());
  }

  private static Council withSeats(Connection connection, Council council) throws SQLException {
    return new Council(
        council.id(),
        council.name(),
        council.quorum(),
        council.deadlineSeconds(),
        council.createdAt(),
        council.createdBy(),
        Sql.list(
            connection,
            "SELECT * FROM council_member WHERE council_id = ? ORDER BY name",
            row -> new Seat(row.getString("name"), row.getBoolean("veto"), absence(row)),
            council.id()));
  }

  private static @Nullable Absence absence(ResultSet row) throws SQLException {
    String delegate = Columns.text(row, "delegate");
    return delegate == null
        ? null
        : new Absence(
            delegate,
            Columns.instant(row, "delegate_from"),
            Columns.instant(row, "delegate_until"));
  }

  /** Inserts a council with its members; false if its name is taken. */
  boolean insert(Connection connection, Council council) throws SQLException {
    int inserted =
        Sql.update(
            connection,
            """
            INSERT INTO council (id, name, quorum, deadline_seconds, created_at, created_by)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING
            """,
            council.id(),
            council.name(),
            council.quorum(),
            council.deadlineSeconds(),
            council.createdAt(),
            council.createdBy());
    if (inserted == 1) {
      seat(connection, council);
    }
    return inserted == 1;
  }

  /** Replaces everything but the name; delegations of members who stay are kept. */
  void replace(Connection connection, Council council) throws SQLException {
    Sql.update(
        connection,
        "UPDATE council SET quorum = ?, deadline_seconds = ? WHERE id = ?",
        council.quorum(),
        council.deadlineSeconds(),
        council.id());
    List<String> members = council.seats().stream().map(Seat::member).toList();
    Sql.update(
        connection,
        "DELETE FROM council_member WHERE council_id = ? AND name <> ALL (?::text[])",
        council.id(),
        Sql.texts(members));
    // A new member stands in for nobody.
    Sql.update(
        connection,
        """
        UPDATE council_member SET delegate = NULL, delegate_from = NULL, delegate_until = NULL
        WHERE council_id = ? AND delegate = ANY (?::text[])
        """,
        council.id(),
        Sql.texts(members));
    seat(connection, council);
  }

  private static void seat(Connection connection, Council council) throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO council_member (council_id, name, veto)
        SELECT ?, m.name, m.veto FROM unnest(?::text[], ?::boolean[]) AS m(name, veto)
        ON CONFLICT (council_id, name) DO UPDATE SET veto = excluded.veto
        """,
        council.id(),
        Sql.column("text", council.seats(), Seat::member),
        Sql.column("boolean", council.seats(), Seat::veto));
  }

  /** Stores who votes in place of a member; null ends it. False if there is no such member. */
  boolean delegate(Connection connection, UUID council, String member, @Nullable Absence absence)
      throws SQLException {
    Instant from = absence == null ? null : absence.from();
    Instant until = absence == null ? null : absence.until();
    return Sql.update(
            connection,
            """
            UPDATE council_member
            SET delegate = ?, delegate_from = ?::timestamptz, delegate_until = ?::timestamptz
            WHERE council_id = ? AND name = ?
            """,
            absence == null ? null : absence.delegate(),
            from,
            until,
            council,
            member)
        == 1;
  }
}
