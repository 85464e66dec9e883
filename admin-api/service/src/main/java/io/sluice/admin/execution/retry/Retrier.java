package io.sluice.admin.execution.retry;

import io.sluice.admin.database.Database;
import io.sluice.admin.database.DatabaseRefused;
import io.sluice.admin.database.DatabaseUnavailable;
import io.sluice.admin.execution.ExecutionListener;
import io.sluice.admin.execution.ExecutionRequeueStore;
import io.sluice.admin.execution.PathId;
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

  private static final Logger LOG = Logger.getLogger(Retrier.class);

  private final Database database;
  private final RetryStore store;
  private final ExecutionRequeueStore executions;
  private final Audit audit;
  private final Enqueuer enqueuer;
  private final PublishCandidates candidates;
  private final ExecutionListener listener;
  private final InstantSource clock;

  Retrier(
      Database database,
      RetryStore store,
      ExecutionRequeueStore executions,
      Audit audit,
      Enqueuer enqueuer,
      PublishCandidates candidates,
      ExecutionListener listener,
      InstantSource clock) {
    this.database = database;
    this.store = store;
    this.executions = executions;
    this.audit = audit;
    this.enqueuer = enqueuer;
    this.candidates = candidates;
    this.listener = listener;
    this.clock = clock;
  }

  private record Order(
      String action,
      String who,
      Organizations organizations,
      BiFunction<RetryCandidate, Organizations, @Nullable Problem> rules) {}

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
  public List<Retry> retry(List<UUID> ids, String who, Organizations organizations) {
    return run(ids, new Order("execution.retry", who, organizations, RetryRules::problem));
  }

  /**
   * Runs dead letters again.
   *
   * @param ids at most 200: one transaction
   * @return the answer for each, in the order of {@code ids}
   */
  public List<Retry> requeue(List<UUID> ids, String who, Organizations organizations) {
    return run(
        ids, new Order("dead-letter.requeue", who, organizations, RetryRules::problemOfDeadLetter));
  }

  private List<Retry> run(List<UUID> ids, Order order) {
    try {
      return committed(ids, order);
    } catch (DatabaseRefused e) {
      // Somebody took a unique key after it was looked up: look again, one at a time.
      LOG.debug("retried one by one", e);
      var each = new ArrayList<Retry>();
      for (UUID id : ids) {
        each.addAll(committed(List.of(id), order));
      }
      return each;
    }
  }

  private List<Retry> committed(List<UUID> ids, Order order) {
    var plain = new ArrayList<UUID>();
    List<Retry> answers =
        database.transaction(
            connection -> {
              plain.clear();
              return decide(connection, ids, order, plain);
            });
    List<UUID> again =
        answers.stream()
            .flatMap(answer -> answer instanceof Retry.Again(UUID id) ? Stream.of(id) : Stream.of())
            .toList();
    LOG.infof(
        "run again action=%s by=%s asked=%d allowed=%d",
        order.action(), order.who(), ids.size(), again.size());
    listener.queued(again);
    enqueue(plain);
    return answers;
  }

  private List<Retry> decide(Connection connection, List<UUID> ids, Order order, List<UUID> plain)
      throws SQLException {
    Map<UUID, RetryCandidate> candidates = store.lock(connection, ids, order.organizations());
    var answers = new ArrayList<Retry>();
    var again = new ArrayList<UUID>();
    var entries = new ArrayList<Audit.Entry>();
    var keys = new HashMap<String, RetryCandidate>();
    for (UUID id : ids) {
      RetryCandidate candidate = keyed(candidates.get(id), keys);
      Problem problem =
          candidate == null
              ? PathId.problem(id.toString())
              : order.rules().apply(candidate, order.organizations());
      if (problem != null) {
        answers.add(new Retry.Refused(id, problem));
      } else if (candidate != null) {
        answers.add(new Retry.Again(id));
        again.add(id);
        if (!candidate.permit()) {
          plain.add(id);
        }
      }
      entries.add(entry(id, candidate, problem, order));
    }
    executions.requeue(connection, again, clock.instant());
    audit.write(connection, entries);
    return answers;
  }

  /** Gives a unique key that several candidates share to the first one. */
  private static @Nullable RetryCandidate keyed(
      @Nullable RetryCandidate candidate, Map<String, RetryCandidate> keys) {
    if (candidate == null || candidate.uniqueKey() == null) {
      return candidate;
    }
    RetryCandidate first =
        keys.putIfAbsent(candidate.workflowId() + candidate.uniqueKey(), candidate);
    return first == null ? candidate : candidate.withKeyHolder(first);
  }

  private static Audit.Entry entry(
      UUID id, @Nullable RetryCandidate candidate, @Nullable Problem problem, Order order) {
    String before =
        candidate == null
            ? null
            : candidate.status()
                + (candidate.errorType() == null ? "" : " " + candidate.errorType());
    return new Audit.Entry(
        order.who(),
        order.action(),
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
