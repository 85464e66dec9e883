package io.sluice.admin.action;

import io.sluice.admin.action.Council.Absence;
import io.sluice.admin.action.Council.Seat;
import io.sluice.admin.database.Database;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.identity.Audit;
import io.sluice.admin.identity.Principal;
import io.sluice.admin.identity.Role;
import io.sluice.api.CouncilApi.CouncilRequest;
import io.sluice.api.CouncilApi.CouncilView;
import io.sluice.api.CouncilApi.DelegationRequest;
import io.sluice.api.Page;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes and changes councils, each change with its audit entry. */
@Singleton
final class Councils {

  private final Database database;
  private final CouncilStore store;
  private final Audit audit;
  private final InstantSource clock;

  Councils(Database database, CouncilStore store, Audit audit, InstantSource clock) {
    this.database = database;
    this.store = store;
    this.audit = audit;
    this.clock = clock;
  }

  Page<CouncilView> page(String after, int limit) {
    List<Council> found = database.read(connection -> store.after(connection, after, limit + 1));
    boolean more = found.size() > limit;
    List<CouncilView> items = found.stream().limit(limit).map(Council::view).toList();
    return new Page<>(items, more ? items.getLast().name() : null);
  }

  CouncilView view(UUID id) {
    return database.read(connection -> required(connection, id)).view();
  }

  Optional<Council> find(Connection connection, UUID id) throws SQLException {
    return store.find(connection, id);
  }

  Council required(Connection connection, UUID id) throws SQLException {
    return store.find(connection, id).orElseThrow(() -> unknown(id.toString()));
  }

  static ProblemException unknown(String id) {
    return new ProblemException(
        ProblemType.NO_SUCH_COUNCIL.problem(
            "No council has the id " + id + ". GET /api/councils lists them."));
  }

  CouncilView add(CouncilRequest request, String who) {
    Council council = council(UUID.randomUUID(), request, clock.instant(), who);
    return database.transaction(
        connection -> {
          if (!store.insert(connection, council)) {
            throw new ProblemException(
                ProblemType.COUNCIL_NAME_TAKEN.problem(
                    "There is a council " + council.name() + ". Choose another name."));
          }
          write(connection, council, "council.add", who, null);
          return council.view();
        });
  }

  CouncilView replace(UUID id, CouncilRequest request, String who) {
    return database.transaction(
        connection -> {
          Council before = required(connection, id);
          if (!before.name().equals(request.name())) {
            throw new ProblemException(
                ProblemType.INVALID.field(
                    "name", "stays " + before.name() + ": audit entries name it"));
          }
          store.replace(connection, council(id, request, before.createdAt(), before.createdBy()));
          Council after = required(connection, id);
          write(connection, after, "council.change", who, before);
          return after.view();
        });
  }

  /**
   * Lets another person vote in place of a member; null ends it.
   *
   * @param who the member, or an administrator
   */
  CouncilView delegate(UUID id, String member, @Nullable DelegationRequest request, Principal who) {
    return database.transaction(
        connection -> {
          Council before = required(connection, id);
          if (!member.equals(who.name()) && who.role() != Role.PLATFORM_ADMIN) {
            throw new ProblemException(
                ProblemType.FORBIDDEN.problem(
                    "Only the member or a platform-admin says who votes in place of a member."));
          }
          Absence absence = request == null ? null : absence(before, member, request);
          if (!store.delegate(connection, id, member, absence)) {
            throw new ProblemException(
                ProblemType.NO_SUCH_MEMBER.problem(
                    member + " is no member of the council " + before.name() + "."));
          }
          Council after = required(connection, id);
          write(connection, after, "council.delegate", who.name(), before);
          return after.view();
        });
  }

  private Absence absence(Council council, String member, DelegationRequest request) {
    String delegate = request.delegate();
    if (council.has(delegate)) {
      throw refused("delegate", "is no member of the council, who would have two votes");
    }
    boolean taken =
        council.seats().stream()
            .filter(seat -> !seat.member().equals(member))
            .map(Seat::absence)
            .filter(Objects::nonNull)
            .anyMatch(absence -> absence.delegate().equals(delegate));
    if (taken) {
      throw refused("delegate", "stands in for another member, and would have two votes");
    }
    Instant from = Objects.requireNonNullElseGet(request.from(), clock::instant);
    if (!from.isBefore(request.until())) {
      throw refused("until", "is after from");
    }
    return new Absence(delegate, from, request.until());
  }

  private static Council council(UUID id, CouncilRequest request, Instant at, String by) {
    List<String> members = request.members().stream().distinct().sorted().toList();
    List<String> vetoes = Objects.requireNonNullElse(request.vetoMembers(), List.of());
    vetoes.stream()
        .filter(name -> !members.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw refused("veto_members", "names " + name + ", who is no member");
            });
    int quorum = quorum(request, members.size());
    if (quorum > members.size()) {
      throw refused("quorum", "is at most the number of members, " + members.size());
    }
    return new Council(
        id,
        request.name(),
        quorum,
        request.deadlineSeconds(),
        at,
        by,
        members.stream().map(name -> new Seat(name, vetoes.contains(name), null)).toList());
  }

  private static int quorum(CouncilRequest request, int members) {
    Integer asked = request.quorum();
    if (asked != null && request.rule() != null) {
      throw refused("rule", "derives the quorum; send one of the two");
    }
    if (asked != null) {
      return asked;
    }
    return "unanimous".equals(request.rule()) ? members : members / 2 + 1;
  }

  private static ProblemException refused(String field, String message) {
    return new ProblemException(ProblemType.INVALID.field(field, message));
  }

  private void write(
      Connection connection, Council after, String action, String who, @Nullable Council before)
      throws SQLException {
    audit.write(
        connection,
        new Audit.Entry(
            who,
            action,
            "council/" + after.name(),
            null,
            before == null ? null : words(before),
            words(after),
            "allowed"));
  }

  private static String words(Council council) {
    return "quorum "
        + council.quorum()
        + ", members "
        + council.seats().stream().map(Councils::words).toList();
  }

  private static String words(Seat seat) {
    return seat.member()
        + (seat.veto() ? " (veto)" : "")
        + (seat.absence() == null ? "" : " (delegate " + seat.absence().delegate() + ")");
  }
}
