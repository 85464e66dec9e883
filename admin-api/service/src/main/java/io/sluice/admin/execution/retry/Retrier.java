package io.sluice.admin.execution.retry;

import io.sluice.admin.database.Database;
import io.sluice.admin.database.DatabaseRefused;
import io.sluice.admin.database.DatabaseUnavailable;
import io.sluice.admin.execution.ExecutionIds;
import io.sluice.admin.execution.ExecutionListener;
import io.sluice.admin.execution.ExecutionRequeueStore;
import io.sluice.admin.execution.retry.RetryRules.RetryCandidate;
import io.sluice.admin.execution.submit.WaitingQuota;
import io.sluice.admin.identity.Audit;
import io.sluice.admin.identity.Organizations;
import io.sluice.admin.queue.publish.Enqueuer;
import io.sluice.admin.queue.publish.PublishCandidates;
import io.sluice.api.Problem;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs ended executions again by command of a person: decision, new epoch and audit in one
 * transaction, then the queue as for a new execution.
 */
@Singleton
public final class Retrier {

  /** The answer to a command to run an execution again. */
  public sealed interface Retry {

    /** The execution. */
    UUID id();

    /** The execution waits again, under a new epoch. */
    record Again(UUID id) implements Retry {}

    /** The execution stays as it is. */
    record Refused(UUID id, Problem problem) implements Retry {}
  }

  private static final Logger LOG = Logger.getLogger(Retrier.class);

  private final Database database;
  private final RetryStore store;
  private final ExecutionRequeueStore executions;
  private final Audit audit;
  private final WaitingQuota quota;
  private final Enqueuer enqueuer;
  private final PublishCandidates candidates;
  private final ExecutionListener listener;
  private final InstantSource clock;

  Retrier(
      Database database,
      RetryStore store,
      ExecutionRequeueStore executions,
      Audit audit,
      WaitingQuota quota,
      Enqueuer enqueuer,
      PublishCandidates candidates,
      ExecutionListener listener,
      InstantSource clock) {
    this.database = database;
    this.store = store;
    this.executions = executions;
    this.audit = audit;
    this.quota = quota;
    this.enqueuer = enqueuer;
    this.candidates = candidates;
    this.listener = listener;
    this.clock = clock;
  }

  private record Command(
      String action,
      String who,
      Organizations organizations,
      BiFunction<RetryCandidate, Organizations, @Nullable Problem> rules) {}

  /** Returns the problem with which a retry would be refused now, or null. Changes nothing. */
  public @Nullable Problem problem(UUID id, Organizations organizations) {
    return database.transaction(
        connection -> {
          RetryCandidate candidate = store.lock(connection, List.of(id), organizations).get(id);
          return candidate == null
              ? ExecutionIds.unknownProblem(id.toString())
              : RetryRules.problem(candidate, organizations);
        });
  }

  /** Runs an execution again, whatever its status. */
  public Retry retry(UUID id, String who, Organizations organizations) {
    return retry(List.of(id), who, organizations).getFirst();
  }

  /**
   * Runs executions again, whatever their status.
   *
   * @param ids at most 200: one transaction
   * @return the answer for each, in the order of {@code ids}
   */
  List<Retry> retry(List<UUID> ids, String who, Organizations organizations) {
    return run(ids, new Command("execution.retry", who, organizations, RetryRules::problem));
  }

  /**
   * Runs dead letters again.
   *
   * @param ids at most 200: one transaction
   * @return the answer for each, in the order of {@code ids}
   */
  List<Retry> requeue(List<UUID> ids, String who, Organizations organizations) {
    return run(
        ids,
        new Command("dead-letter.requeue", who, organizations, RetryRules::problemOfDeadLetter));
  }

  private List<Retry> run(List<UUID> ids, Command command) {
    try {
      return committed(ids, command);
    } catch (DatabaseRefused e) {
      // Somebody took a unique key after it was looked up: look again, one at a time.
      LOG.debug("retried one by one", e);
      var each = new ArrayList<Retry>();
      for (UUID id : ids) {
        each.addAll(committed(List.of(id), command));
      }
      return each;
    }
  }

  private List<Retry> committed(List<UUID> ids, Command command) {
    var plain = new ArrayList<UUID>();
    List<Retry> answers =
        database.transaction(
            connection -> {
              plain.clear();
              return decide(connection, ids, command, plain);
            });
    List<UUID> again =
        answers.stream()
            .flatMap(answer -> answer instanceof Retry.Again(UUID id) ? Stream.of(id) : Stream.of())
            .toList();
    LOG.infof(
        "run again action=%s by=%s asked=%d allowed=%d",
        command.action(), command.who(), ids.size(), again.size());
    listener.queued(again);
    enqueue(plain);
    return answers;
  }

  private List<Retry> decide(
      Connection connection, List<UUID> ids, Command command, List<UUID> plain)
      throws SQLException {
    Map<UUID, RetryCandidate> candidates = store.lock(connection, ids, command.organizations());
    var answers = new ArrayList<Retry>();
    var again = new ArrayList<UUID>();
    var entries = new ArrayList<Audit.Entry>();
    var keys = new HashMap<String, RetryCandidate>();
    for (UUID id : ids) {
      RetryCandidate candidate = keyed(candidates.get(id), keys);
      Problem problem =
          candidate == null
              ? ExecutionIds.unknownProblem(id.toString())
              : problem(connection, candidate, command);
      if (problem != null) {
        answers.add(new Retry.Refused(id, problem));
      } else if (candidate != null) {
        answers.add(new Retry.Again(id));
        again.add(id);
        if (!candidate.permit()) {
          plain.add(id);
        }
      }
      entries.add(entry(id, candidate, problem, command));
    }
    executions.requeue(connection, again, clock.instant());
    audit.write(connection, entries);
    return answers;
  }

  /** Returns the problem, or null and takes room for one more waiting execution. */
  private @Nullable Problem problem(
      Connection connection, RetryCandidate candidate, Command command) throws SQLException {
    Problem problem = command.rules().apply(candidate, command.organizations());
    return problem == null ? quota.take(connection, candidate.organization()) : problem;
  }

  /** Gives a unique key that several candidates share to the first one. */
  private static @Nullable RetryCandidate keyed(
      @Nullable RetryCandidate candidate, Map<String, RetryCandidate> keys) {
    if (candidate == null || candidate.uniqueKey().key() == null) {
      return candidate;
    }
    RetryCandidate first =
        keys.putIfAbsent(candidate.workflowId() + candidate.uniqueKey().key(), candidate);
    return first == null ? candidate : candidate.withKeyHolder(first);
  }

  private static Audit.Entry entry(
      UUID id, @Nullable RetryCandidate candidate, @Nullable Problem problem, Command command) {
    String before =
        candidate == null
            ? null
            : candidate.ending().status()
                + (candidate.ending().errorType() == null
                    ? ""
                    : " " + candidate.ending().errorType());
    return new Audit.Entry(
        command.who(),
        command.action(),
        "execution/" + id,
        null,
        before,
        problem == null ? "PENDING" : null,
        problem == null ? "allowed" : "refused: " + problem.title());
  }

  private void enqueue(List<UUID> plain) {
    try {
      enqueuer.enqueue(plain.isEmpty() ? List.of() : candidates.entries(plain));
    } catch (DatabaseUnavailable e) {
      LOG.debug("the publisher takes what runs again", e);
    }
  }
}
