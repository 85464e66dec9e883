package io.sluice.admin.action;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Sql;
import io.sluice.api.CouncilApi.CouncilView;
import io.sluice.api.CouncilApi.CouncilView.Delegation;
import io.sluice.api.CouncilApi.CouncilView.Member;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of councils and their members, in the caller's transaction. */
@Singleton
final class CouncilStore {

  Optional<CouncilView> find(Connection connection, UUID id) throws SQLException {
    return councils(connection, "WHERE id = ?", id).stream().findFirst();
  }

  /** Finds a council and locks its row, so that changes of it have one order. */
  Optional<CouncilView> lock(Connection connection, UUID id) throws SQLException {
    return councils(connection, "WHERE id = ? FOR UPDATE", id).stream().findFirst();
  }

  /** Councils by name, after the given one. */
  List<CouncilView> after(Connection connection, String name, int limit) throws SQLException {
    return councils(connection, "WHERE name > ? ORDER BY name LIMIT ?", name, limit);
  }

  private static List<CouncilView> councils(Connection connection, String which, Object... values)
      throws SQLException {
    List<CouncilView> councils =
        Sql.list(
            connection, "SELECT * FROM council " + which, row -> council(row, List.of()), values);
    Map<UUID, List<Member>> members = members(connection, councils);
    return councils.stream()
        .map(each -> with(each, members.getOrDefault(each.id(), List.of())))
        .toList();
  }

  private static Map<UUID, List<Member>> members(Connection connection, List<CouncilView> councils)
      throws SQLException {
    var members = new HashMap<UUID, List<Member>>();
    List<Boolean> _ =
        Sql.list(
            connection,
            "SELECT * FROM council_member WHERE council_id = ANY (?::uuid[]) ORDER BY name",
            row ->
                members
                    .computeIfAbsent(Columns.uuid(row, "council_id"), _ -> new ArrayList<>())
                    .add(
                        new Member(row.getString("name"), row.getBoolean("veto"), delegation(row))),
            Sql.column("uuid", councils, CouncilView::id));
    return members;
  }

  private static CouncilView council(ResultSet row, List<Member> members) throws SQLException {
    return new CouncilView(
        Columns.uuid(row, "id"),
        row.getString("name"),
        members,
        row.getInt("quorum"),
        Columns.integerOrNull(row, "deadline_seconds"),
        Columns.instant(row, "created_at"),
        row.getString("created_by"));
  }

  private static CouncilView with(CouncilView council, List<Member> members) {
    return new CouncilView(
        council.id(),
        council.name(),
        members,
        council.quorum(),
        council.deadlineSeconds(),
        council.createdAt(),
        council.createdBy());
  }

  private static @Nullable Delegation delegation(ResultSet row) throws SQLException {
    String delegate = Columns.text(row, "delegate");
    return delegate == null
        ? null
        : new Delegation(
            delegate,
            Columns.instant(row, "delegate_from"),
            Columns.instant(row, "delegate_until"));
  }

  /** Inserts a council with its members; false if its name is taken. */
  boolean insert(Connection connection, CouncilView council) throws SQLException {
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
      join(connection, council);
    }
    return inserted == 1;
  }

  /** Replaces everything but the name; delegations of members who stay are kept. */
  void replace(Connection connection, CouncilView council) throws SQLException {
    Sql.update(
        connection,
        "UPDATE council SET quorum = ?, deadline_seconds = ? WHERE id = ?",
        council.quorum(),
        council.deadlineSeconds(),
        council.id());
    List<String> members = council.members().stream().map(Member::name).toList();
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
    join(connection, council);
  }

  private static void join(Connection connection, CouncilView council) throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO council_member (council_id, name, veto)
        SELECT ?, m.name, m.veto FROM unnest(?::text[], ?::boolean[]) AS m(name, veto)
        ON CONFLICT (council_id, name) DO UPDATE SET veto = excluded.veto
        """,
        council.id(),
        Sql.column("text", council.members(), Member::name),
        Sql.column("boolean", council.members(), Member::veto));
  }

  /** Stores who votes in place of a member; null ends it. False if there is no such member. */
  boolean delegate(
      Connection connection, UUID council, String member, @Nullable Delegation delegation)
      throws SQLException {
    Instant from = delegation == null ? null : delegation.from();
    Instant until = delegation == null ? null : delegation.until();
    return Sql.update(
            connection,
            """
            UPDATE council_member
            SET delegate = ?, delegate_from = ?::timestamptz, delegate_until = ?::timestamptz
            WHERE council_id = ? AND name = ?
            """,
            delegation == null ? null : delegation.delegate(),
            from,
            until,
            council,
            member)
        == 1;
  }
}
