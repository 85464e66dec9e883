package io.sluice.admin.action;

import io.sluice.admin.action.CouncilRules.VoteResult;
import io.sluice.admin.action.DecisionStore.OpenAction;
import io.sluice.admin.analytics.AnalyticsFacts;
import io.sluice.admin.database.Database;
import io.sluice.admin.execution.ExecutionApprovalStore;
import io.sluice.admin.execution.ExecutionListener.Ended;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.identity.Audit;
import io.sluice.admin.identity.Organizations;
import io.sluice.admin.webhook.Outbox;
import io.sluice.api.ActionApi.ActionView.Vote;
import io.sluice.api.CouncilApi.CouncilView;
import io.sluice.api.CouncilApi.CouncilView.Member;
import io.sluice.api.CouncilApi.VoteRequest;
import io.sluice.api.Problem;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes votes and decides. A vote, the decision that follows from it and the change of the
 * execution are one transaction, under a lock of the action's row: fifty votes at once give one
 * decision, and a crash loses both or neither. The publisher takes what was approved.
 */
@Singleton
final class Voting {

  private static final int MAX_AT_ONCE = 100;

  private final Database database;
  private final DecisionStore store;
  private final Councils councils;
  private final ExecutionApprovalStore executions;
  private final DecisionObserver observer;
  private final Outbox outbox;
  private final Audit audit;
  private final AnalyticsFacts facts;
  private final InstantSource clock;

  Voting(
      Database database,
      DecisionStore store,
      Councils councils,
      ExecutionApprovalStore executions,
      DecisionObserver observer,
      Outbox outbox,
      Audit audit,
      AnalyticsFacts facts,
      InstantSource clock) {
    this.database = database;
    this.store = store;
    this.councils = councils;
    this.executions = executions;
    this.observer = observer;
    this.outbox = outbox;
    this.audit = audit;
    this.facts = facts;
    this.clock = clock;
  }

  /**
   * A decision that is committed.
   *
   * @param why in words, for the execution and the audit
   * @param ended its execution, if the decision ended it
   */
  record Decided(OpenAction action, CouncilDecision decision, String why, Optional<Ended> ended) {

    boolean approved() {
      return decision == CouncilDecision.APPROVED;
    }
  }

  /** The outcome of a vote: a problem, a decision, or neither. */
  private record VoteEffect(@Nullable Problem problem, Optional<Decided> decided) {

    static VoteEffect none() {
      return new VoteEffect(null, Optional.empty());
    }

    static VoteEffect of(Problem problem) {
      return new VoteEffect(problem, Optional.empty());
    }
  }

  /**
   * Takes a vote of a person.
   *
   * @throws ProblemException if the person may not vote, or it is decided
   */
  void vote(VoteRequest request, String person, Organizations organizations) {
    Instant now = clock.instant();
    VoteEffect effect =
        database.transaction(connection -> voted(connection, request, person, organizations, now));
    effect.decided().ifPresent(observer::decided);
    if (effect.problem() != null) {
      throw new ProblemException(effect.problem());
    }
  }

  private VoteEffect voted(
      Connection connection,
      VoteRequest request,
      String person,
      Organizations organizations,
      Instant now)
      throws SQLException {
    OpenAction action =
        store
            .lock(connection, request.actionId(), organizations)
            .orElseThrow(() -> Actions.unknown(request.actionId().toString()));
    if (action.council() == null) {
      return VoteEffect.of(
          ProblemType.NO_COUNCIL.problem("The action runs without the approval of a council."));
    }
    CouncilView council = councils.required(connection, action.council());
    Member member = CouncilRules.memberOf(council, person, action.requester(), now).orElse(null);
    if (member == null) {
      return VoteEffect.of(mayNotVote(council, action, person));
    }
    List<Vote> votes = store.votes(connection, action.id());
    if (votes.stream().anyMatch(vote -> isSame(vote, member, person, request))) {
      return VoteEffect.none();
    }
    if (action.decision() != null || !action.waits()) {
      return VoteEffect.of(
          ProblemType.ALREADY_DECIDED.problem(
              action.decision() == null
                  ? "The action was cancelled before the council decided."
                  : "The council has decided: " + action.decision().word() + "."));
    }
    if (action.isLate(now)) {
      Decided expired = expired(connection, action, council, now);
      audit.write(connection, entry("sluice", expired));
      return new VoteEffect(
          ProblemType.ALREADY_DECIDED.problem(
              "The council had to decide by " + action.decideBy() + "."),
          Optional.of(expired));
    }
    var vote = new Vote(member.name(), person, request.vote(), request.comment(), now);
    store.put(connection, action.id(), vote);
    Optional<Decided> decided = decide(connection, action, council, now);
    audit.write(connection, entries(action, vote, decided));
    return new VoteEffect(null, decided);
  }

  private static boolean isSame(Vote vote, Member member, String person, VoteRequest request) {
    return vote.member().equals(member.name())
        && vote.voter().equals(person)
        && vote.vote().equals(request.vote())
        && Objects.equals(vote.comment(), request.comment());
  }

  private static Problem mayNotVote(CouncilView council, OpenAction action, String person) {
    return ProblemType.MAY_NOT_VOTE.problem(
        person.equals(action.requester())
            ? "You asked for the action, so others decide on it."
            : "You are neither a member of the council "
                + council.name()
                + " nor the delegate of an absent one.");
  }

  private Optional<Decided> decide(
      Connection connection, OpenAction action, CouncilView council, Instant now)
      throws SQLException {
    List<Vote> votes = store.votes(connection, action.id());
    return switch (CouncilRules.result(council, action.requester(), votes)) {
      case VoteResult.Undecided() -> Optional.empty();
      case VoteResult.Approved(int count) ->
          Optional.of(
              decided(
                  connection,
                  action,
                  CouncilDecision.APPROVED,
                  council.name() + " approved it: " + count + " approvals.",
                  now));
      case VoteResult.Rejected(int count) ->
          Optional.of(
              decided(
                  connection,
                  action,
                  CouncilDecision.REJECTED,
                  council.name() + " rejected it: " + count + " rejections.",
                  now));
      case VoteResult.Vetoed(String member) ->
          Optional.of(
              decided(
                  connection,
                  action,
                  CouncilDecision.VETOED,
                  member + " of " + council.name() + " vetoed it.",
                  now));
    };
  }

  private Decided decided(
      Connection connection, OpenAction action, CouncilDecision decision, String why, Instant now)
      throws SQLException {
    store.decide(connection, action.id(), decision, now);
    outbox.write(connection, CouncilEvents.decided(action, decision, why, now));
    facts.decided(connection, action.id(), decision.word(), now);
    Optional<Ended> ended = Optional.empty();
    if (decision == CouncilDecision.APPROVED) {
      boolean _ = executions.approve(connection, action.id(), now);
    } else {
      ended = executions.reject(connection, action.id(), why, now);
    }
    return new Decided(action, decision, why, ended);
  }

  private Decided expired(
      Connection connection, OpenAction action, CouncilView council, Instant now)
      throws SQLException {
    return decided(
        connection,
        action,
        CouncilDecision.EXPIRED,
        council.name() + " did not decide by " + action.decideBy() + ".",
        now);
  }

  private static List<Audit.Entry> entries(
      OpenAction action, Vote vote, Optional<Decided> decided) {
    var entries = new ArrayList<Audit.Entry>();
    entries.add(
        new Audit.Entry(
            vote.voter(),
            "council.vote",
            "action/" + action.id(),
            vote.comment(),
            null,
            vote.vote() + " for " + vote.member(),
            "allowed"));
    decided.ifPresent(each -> entries.add(entry(vote.voter(), each)));
    return entries;
  }

  private static Audit.Entry entry(String actor, Decided decided) {
    return new Audit.Entry(
        actor,
        "council.decide",
        "action/" + decided.action().id(),
        decided.why(),
        null,
        decided.decision().word(),
        "allowed");
  }

  /** Ends undecided actions whose time is over. True if there may be more. */
  boolean expire() {
    Instant now = clock.instant();
    List<Decided> expired =
        database.upkeep(
            connection -> {
              var decisions = new ArrayList<Decided>();
              for (OpenAction action : store.lockLate(connection, now, MAX_AT_ONCE)) {
                CouncilView council =
                    councils.required(connection, Objects.requireNonNull(action.council()));
                decisions.add(expired(connection, action, council, now));
              }
              audit.write(
                  connection, decisions.stream().map(each -> entry("sluice", each)).toList());
              return decisions;
            });
    expired.forEach(observer::decided);
    return expired.size() == MAX_AT_ONCE;
  }
}
