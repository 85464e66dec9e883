package io.sluice.admin.execution.retry;

import io.sluice.admin.database.DatabaseUnavailable;
import io.sluice.admin.database.DatabaseUnavailable.Reason;
import io.sluice.admin.execution.cancel.Canceller;
import io.sluice.admin.execution.cancel.Canceller.Cancellation;
import io.sluice.admin.execution.query.ExecutionFinder;
import io.sluice.admin.execution.retry.Retrier.Retry;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Organizations;
import io.sluice.admin.identity.PresentRights;
import io.sluice.admin.lifecycle.Duties;
import io.sluice.admin.lifecycle.Duties.Duty;
import io.sluice.admin.lifecycle.Loop;
import io.sluice.api.BulkApi.BulkView;
import io.sluice.api.ExecutionSummary;
import io.sluice.api.Page;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs bulk operations, a page in a step. The people who ordered them take turns, one step at a
 * time in the whole installation, with the rights that they have then. A step that was interrupted
 * is repeated: executions that it had cancelled stay cancelled, and executions that it had requeued
 * are not requeued again, even if they have ended again.
 */
@Singleton
public final class BulkRunner {

  private static final Logger LOG = Logger.getLogger(BulkRunner.class);
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  /** While an operation waits because of its rate. */
  private static final Duration SHORT_INTERVAL = Duration.ofMillis(100);

  private static final int MAX_FAILURES = 5;
  private static final int MAX_SHOWN = 100;

  private final BulkStore store;
  private final ExecutionFinder finder;
  private final Canceller canceller;
  private final Retrier retrier;
  private final DeadLetterDiscarder discarder;
  private final PresentRights rights;
  private final Duties duties;
  private final Loop loop = new Loop("bulk operations", this::turn);

  BulkRunner(
      BulkStore store,
      ExecutionFinder finder,
      Canceller canceller,
      Retrier retrier,
      DeadLetterDiscarder discarder,
      PresentRights rights,
      Duties duties) {
    this.store = store;
    this.finder = finder;
    this.canceller = canceller;
    this.retrier = retrier;
    this.discarder = discarder;
    this.rights = rights;
    this.duties = duties;
  }

  public void start() {
    loop.start();
  }

  public void stop() {
    loop.stop();
  }

  /** Wakes the loop for a new bulk operation. */
  void nudge() {
    loop.nudge();
  }

  private Duration turn() {
    var pause = new AtomicReference<>(INTERVAL);
    duties.carryOut(
        Duty.BULK_OPERATIONS,
        lease -> {
          Optional<BulkStore.Open> next = store.takeNext();
          lease.hold();
          next.ifPresent(this::attempt);
          if (next.isPresent()) {
            pause.set(Duration.ZERO);
          } else if (store.anyOpen()) {
            pause.set(SHORT_INTERVAL);
          }
        });
    return pause.get();
  }

  /** Takes a step. One that cannot be taken, because its filter takes too long, is given up. */
  private void attempt(BulkStore.Open open) {
    try {
      Optional<Organizations> present =
          rights.operates(open.requester().name(), open.requester().organizations());
      if (present.isEmpty()) {
        failed(open, "Who ordered it may no longer operate any of its organizations.", 1);
      } else {
        step(open, present.get());
      }
    } catch (DatabaseUnavailable e) {
      if (e.reason() != Reason.TOO_SLOW) {
        throw e;
      }
      failed(open, e.reason().sentence(), MAX_FAILURES);
    } catch (RedisUnavailable | RedisRefused outage) {
      throw outage;
    } catch (RuntimeException e) {
      failed(open, String.valueOf(e.getMessage()), MAX_FAILURES);
    }
  }

  private void failed(BulkStore.Open open, String why, int maxFailures) {
    boolean ended = store.failed(open.id(), why, maxFailures);
    LOG.warnf("bulk operation failed bulk=%s ended=%s reason=%s", open.id(), ended, why);
  }

  private void step(BulkStore.Open open, Organizations organizations) {
    Page<ExecutionSummary> page =
        finder.find(
            BulkRules.query(open.filter(), open.cursor(), BulkRules.stepSize(open.perSecond())),
            organizations);
    List<UUID> ids =
        page.items().stream()
            .filter(execution -> !BulkRules.endedAfter(execution, open.createdAt()))
            .map(ExecutionSummary::executionId)
            .toList();
    List<BulkView.Refused> refused =
        Caller.later(open.requester().origin(), () -> carryOut(ids, open, organizations));
    var shown = new ArrayList<>(open.refused());
    refused.stream().limit(MAX_SHOWN - shown.size()).forEach(shown::add);
    var step =
        new BulkStore.Step(
            ids.size(),
            refused.size(),
            shown,
            // A page of a long search may be short, or empty, before the end.
            page.nextCursor() == null ? null : UUID.fromString(page.nextCursor()),
            page.nextCursor() == null);
    store.progress(open.id(), step);
    LOG.infof(
        "bulk operation continued bulk=%s action=%s by=%s done=%d refused=%d finished=%s",
        open.id(),
        open.action().word(),
        open.requester().name(),
        ids.size(),
        refused.size(),
        step.last());
  }

  private List<BulkView.Refused> carryOut(
      List<UUID> ids, BulkStore.Open open, Organizations organizations) {
    return switch (open.action()) {
      case CANCEL -> cancel(ids, open, organizations);
      case RETRY -> retry(ids, open, organizations);
      case DISCARD ->
          discarder
              .discard(ids, open.reason(), open.requester().name(), organizations)
              .entrySet()
              .stream()
              .map(each -> new BulkView.Refused(each.getKey(), each.getValue().title()))
              .toList();
    };
  }

  private List<BulkView.Refused> cancel(
      List<UUID> ids, BulkStore.Open open, Organizations organizations) {
    var refused = new ArrayList<BulkView.Refused>();
    List<Cancellation> answers =
        ids.isEmpty()
            ? List.of()
            : canceller.cancel(ids, open.reason(), open.requester().name(), organizations);
    for (int i = 0; i < ids.size(); i++) {
      String why = why(answers.get(i));
      if (why != null) {
        refused.add(new BulkView.Refused(ids.get(i), why));
      }
    }
    return refused;
  }

  private static @Nullable String why(Cancellation cancellation) {
    return switch (cancellation) {
      case Cancellation.Requested _ -> null;
      case Cancellation.Unknown() -> "There is no such execution";
      case Cancellation.Ended(var status) -> "It had ended as " + status;
    };
  }

  private List<BulkView.Refused> retry(
      List<UUID> ids, BulkStore.Open open, Organizations organizations) {
    var refused = new ArrayList<BulkView.Refused>();
    String who = open.requester().name();
    List<Retry> answers =
        ids.isEmpty()
            ? List.of()
            : Boolean.TRUE.equals(open.filter().deadLetter())
                ? retrier.requeue(ids, who, organizations)
                : retrier.retry(ids, who, organizations);
    for (Retry retry : answers) {
      switch (retry) {
        case Retry.Again _ -> {}
        case Retry.Refused(var id, var problem) ->
            refused.add(new BulkView.Refused(id, problem.title()));
      }
    }
    return refused;
  }
}
