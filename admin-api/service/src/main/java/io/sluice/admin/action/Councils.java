package io.sluice.admin.action;

import io.sluice.admin.database.Database;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.identity.AgentNames;
import io.sluice.admin.identity.Audit;
import io.sluice.admin.identity.Principal;
import io.sluice.admin.identity.Role;
import io.sluice.api.CouncilApi.CouncilRequest;
import io.sluice.api.CouncilApi.CouncilView;
import io.sluice.api.CouncilApi.CouncilView.Delegation;
import io.sluice.api.CouncilApi.CouncilView.Member;
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
  private final AgentNames agents;
  private final Audit audit;
  private final InstantSource clock;

  Councils(
      Database database, CouncilStore store, AgentNames agents, Audit audit, InstantSource clock) {
    this.database = database;
    this.store = store;
    this.agents = agents;
    this.audit = audit;
    this.clock = clock;
  }

  Page<CouncilView> page(String after, int limit) {
    List<CouncilView> found =
        database.read(connection -> store.after(connection, after, limit + 1));
    boolean more = found.size() > limit;
    List<CouncilView> items = more ? found.subList(0, limit) : found;
    return new Page<>(items, more ? items.getLast().name() : null);
  }

  CouncilView view(UUID id) {
    return database.read(connection -> required(connection, id));
  }

  Optional<CouncilView> find(Connection connection, UUID id) throws SQLException {
    return store.find(connection, id);
  }

  CouncilView required(Connection connection, UUID id) throws SQLException {
    return store.find(connection, id).orElseThrow(() -> unknown(id.toString()));
  }

  /** Changes read what they check under the lock: a delegate must not become a member meanwhile. */
  private CouncilView locked(Connection connection, UUID id) throws SQLException {
    return store.lock(connection, id).orElseThrow(() -> unknown(id.toString()));
  }

  static ProblemException unknown(String id) {
    return new ProblemException(
        ProblemType.NO_SUCH_COUNCIL.problem(
            "No council has the id " + id + ". GET /api/councils lists them."));
  }

  CouncilView add(CouncilRequest request, String who) {
    CouncilView council = council(UUID.randomUUID(), request, clock.instant(), who);
    return database.transaction(
        connection -> {
          requireVoters(connection, "members", request.members());
          if (!store.insert(connection, council)) {
            throw new ProblemException(
                ProblemType.COUNCIL_NAME_TAKEN.problem(
                    "There is a council " + council.name() + ". Choose another name."));
          }
          write(connection, council, "council.add", who, null);
          return council;
        });
  }

  CouncilView replace(UUID id, CouncilRequest request, String who) {
    return database.transaction(
        connection -> {
          CouncilView before = locked(connection, id);
          if (!before.name().equals(request.name())) {
            throw new ProblemException(
                ProblemType.INVALID.field(
                    "name", "stays " + before.name() + ": audit entries name it"));
          }
          requireVoters(connection, "members", request.members());
          store.replace(connection, council(id, request, before.createdAt(), before.createdBy()));
          CouncilView after = required(connection, id);
          write(connection, after, "council.change", who, before);
          return after;
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
          CouncilView before = locked(connection, id);
          if (!member.equals(who.name()) && who.role() != Role.PLATFORM_ADMIN) {
            throw new ProblemException(
                ProblemType.FORBIDDEN.problem(
                    "Only the member or a platform-admin says who votes in place of a member."));
          }
          Delegation delegation = request == null ? null : delegation(before, member, request);
          if (delegation != null) {
            requireVoters(connection, "delegate", List.of(delegation.delegate()));
          }
          if (!store.delegate(connection, id, member, delegation)) {
            throw new ProblemException(
                ProblemType.NO_SUCH_MEMBER.problem(
                    member + " is no member of the council " + before.name() + "."));
          }
          CouncilView after = required(connection, id);
          write(connection, after, "council.delegate", who.name(), before);
          return after;
        });
  }

  private Delegation delegation(CouncilView council, String member, DelegationRequest request) {
    String delegate = request.delegate();
    if (council.members().stream().anyMatch(each -> each.name().equals(delegate))) {
      throw refused("delegate", "is no member of the council, who would have two votes");
    }
    boolean taken =
        council.members().stream()
            .filter(each -> !each.name().equals(member))
            .map(Member::delegation)
            .filter(Objects::nonNull)
            .anyMatch(each -> each.delegate().equals(delegate));
    if (taken) {
      throw refused("delegate", "stands in for another member, and would have two votes");
    }
    Instant now = clock.instant();
    Instant from = Objects.requireNonNullElse(request.from(), now);
    if (!now.isBefore(request.until()) || !from.isBefore(request.until())) {
      throw refused("until", "is in the future, and after from");
    }
    return new Delegation(delegate, from, request.until());
  }

  /**
   * Refuses agents, who can never vote. A name that is no built-in user may be that of a person who
   * signs in elsewhere.
   */
  private void requireVoters(Connection connection, String field, List<String> names)
      throws SQLException {
    agents
        .firstOf(connection, names)
        .ifPresent(
            name -> {
              throw refused(field, "names " + name + ", an agent, who has no vote");
            });
  }

  private static CouncilView council(UUID id, CouncilRequest request, Instant at, String by) {
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
    return new CouncilView(
        id,
        request.name(),
        members.stream().map(name -> new Member(name, vetoes.contains(name), null)).toList(),
        quorum,
        request.deadlineSeconds(),
        at,
        by);
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
      Connection connection,
      CouncilView after,
      String action,
      String who,
      @Nullable CouncilView before)
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

  private static String words(CouncilView council) {
    return "quorum "
        + council.quorum()
        + ", members "
        + council.members().stream().map(Councils::words).toList();
  }

  private static String words(Member member) {
    return member.name()
        + (member.veto() ? " (veto)" : "")
        + (member.delegation() == null ? "" : " (delegate " + member.delegation().delegate() + ")");
  }
}
