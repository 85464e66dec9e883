package io.sluice.admin.action;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Sql;
import io.sluice.admin.identity.Organizations;
import io.sluice.api.ActionApi.ActionView.Vote;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of votes and decisions. The lock of the action's row puts the votes on it in one order. */
@Singleton
final class DecisionStore {

  /**
   * An action that a council decides on, with its row locked.
   *
   * @param decision absent until it is decided
   * @param waits its execution still awaits approval
   */
  record OpenAction(
      UUID id,
      String type,
      String requester,
      @Nullable String organization,
      @Nullable UUID council,
      @Nullable Instant decideBy,
      @Nullable CouncilDecision decision,
      boolean waits) {

    boolean isLate(Instant now) {
      return decideBy != null && !now.isBefore(decideBy);
    }
  }

  private static final String SELECT =
      """
      SELECT a.*, EXISTS (SELECT FROM execution e
        WHERE e.id = a.id AND e.status = 'AWAITING_APPROVAL') AS waits
      FROM action a
      """;

  Optional<OpenAction> lock(Connection connection, UUID id, Organizations organizations)
      throws SQLException {
    return Sql.first(
        connection,
        SELECT + "WHERE a.id = ? AND (? OR a.organization = ANY (?::text[])) FOR UPDATE OF a",
        DecisionStore::open,
        id,
        organizations.all(),
        Sql.texts(organizations.words()));
  }

  /** Locks undecided actions whose time is over, those that nobody else decides on just now. */
  List<OpenAction> lockLate(Connection connection, Instant now, int limit) throws SQLException {
    return Sql.list(
        connection,
        SELECT
            + """
            WHERE a.council_id IS NOT NULL AND a.decision IS NULL AND a.decide_by <= ?
            ORDER BY a.decide_by LIMIT ? FOR UPDATE OF a SKIP LOCKED
            """,
        DecisionStore::open,
        now,
        limit);
  }

  private static OpenAction open(ResultSet row) throws SQLException {
    return new OpenAction(
        Columns.uuid(row, "id"),
        row.getString("type"),
        row.getString("created_by"),
        Columns.text(row, "organization"),
        row.getObject("council_id", UUID.class),
        Columns.instantOrNull(row, "decide_by"),
        decision(Columns.text(row, "decision")),
        row.getBoolean("waits"));
  }

  private static @Nullable CouncilDecision decision(@Nullable String word) {
    return word == null ? null : CouncilDecision.of(word);
  }

  void decide(Connection connection, UUID id, CouncilDecision decision, Instant now)
      throws SQLException {
    Sql.update(
        connection,
        "UPDATE action SET decision = ?, decided_at = ? WHERE id = ?",
        decision.word(),
        now,
        id);
  }

  List<Vote> votes(Connection connection, UUID action) throws SQLException {
    return Sql.list(
        connection,
        "SELECT * FROM vote WHERE action_id = ? ORDER BY cast_at, member",
        row ->
            new Vote(
                row.getString("member"),
                row.getString("voter"),
                row.getBoolean("approves") ? Vote.APPROVE : Vote.REJECT,
                Columns.text(row, "comment"),
                Columns.instant(row, "cast_at")),
        action);
  }

  /** Stores a vote in place of an earlier one for the same member. */
  void put(Connection connection, UUID action, Vote vote) throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO vote (action_id, member, voter, approves, comment, cast_at)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (action_id, member) DO UPDATE SET voter = excluded.voter,
          approves = excluded.approves, comment = excluded.comment, cast_at = excluded.cast_at
        """,
        action,
        vote.member(),
        vote.voter(),
        vote.vote().equals(Vote.APPROVE),
        vote.comment(),
        vote.castAt());
  }
}
