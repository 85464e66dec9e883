package io.sluice.admin.execution.retry;

import io.sluice.admin.execution.cancel.Canceller;
import io.sluice.admin.execution.cancel.Canceller.Cancellation;
import io.sluice.admin.execution.query.ExecutionFinder;
import io.sluice.admin.execution.retry.Retrier.Retry;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.lifecycle.Duties;
import io.sluice.admin.lifecycle.Duties.Duty;
import io.sluice.admin.lifecycle.Loop;
import io.sluice.api.BulkApi.BulkView;
import io.sluice.api.ExecutionSummary;
import io.sluice.api.Page;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs bulk operations, a page in a step, one operation after the other in the whole installation.
 * A step that was interrupted is repeated: executions that it had cancelled stay cancelled,
 * executions that it had requeued are reported as refused.
 */
@Singleton
public final class BulkRunner {

  private static final Logger LOG = Logger.getLogger(BulkRunner.class);
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final int PAGE = 100;
  private static final int MAX_SHOWN = 100;

  private final BulkStore store;
  private final ExecutionFinder finder;
  private final Canceller canceller;
  private final Retrier retrier;
  private final Duties duties;
  private final Loop loop = new Loop("bulk operations", this::turn);

  BulkRunner(
      BulkStore store,
      ExecutionFinder finder,
      Canceller canceller,
      Retrier retrier,
      Duties duties) {
    this.store = store;
    this.finder = finder;
    this.canceller = canceller;
    this.retrier = retrier;
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
    var worked = new AtomicBoolean();
    duties.carryOut(
        Duty.BULK_OPERATIONS, _ -> worked.set(store.oldestOpen().map(this::step).isPresent()));
    return worked.get() ? Duration.ZERO : INTERVAL;
  }

  private BulkStore.Step step(BulkStore.Open open) {
    Page<ExecutionSummary> page =
        finder.find(
            BulkRules.query(open.filter(), open.cursor(), PAGE), open.requester().organizations());
    List<UUID> ids = page.items().stream().map(ExecutionSummary::executionId).toList();
    List<BulkView.Refused> refused =
        Caller.later(open.requester().origin(), () -> carryOut(ids, open));
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
    return step;
  }

  private List<BulkView.Refused> carryOut(List<UUID> ids, BulkStore.Open open) {
    return switch (open.action()) {
      case CANCEL -> cancel(ids, open);
      case RETRY -> retry(ids, open);
    };
  }

  private List<BulkView.Refused> cancel(List<UUID> ids, BulkStore.Open open) {
    var refused = new ArrayList<BulkView.Refused>();
    for (UUID id : ids) {
      String why =
          why(
              canceller.cancel(
                  id, open.reason(), open.requester().name(), open.requester().organizations()));
      if (why != null) {
        refused.add(new BulkView.Refused(id, why));
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

  private List<BulkView.Refused> retry(List<UUID> ids, BulkStore.Open open) {
    var refused = new ArrayList<BulkView.Refused>();
    for (Retry retry :
        ids.isEmpty()
            ? List.<Retry>of()
            : retrier.retry(ids, open.requester().name(), open.requester().organizations())) {
      switch (retry) {
        case Retry.Again _ -> {}
        case Retry.Refused(var id, var problem) ->
            refused.add(new BulkView.Refused(id, problem.title()));
      }
    }
    return refused;
  }
}
