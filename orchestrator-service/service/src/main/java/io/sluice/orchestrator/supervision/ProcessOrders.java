package io.sluice.orchestrator.supervision;

import io.sluice.orchestrator.dispatch.Dispatcher;
import io.sluice.orchestrator.fleet.FleetEvent;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.fleet.Order;
import io.sluice.orchestrator.fleet.OrderAnswer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Passes commands of administrators to the loop and returns its answers. Safe for use by many
 * threads; answers come on the thread of the loop.
 */
public final class ProcessOrders {
  private static final int MOST_OPEN = 100;
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  private final Mailbox mailbox;
  private final Processes processes;
  private final Dispatcher dispatcher;
  private final Map<String, CompletableFuture<OrderAnswer>> open = new ConcurrentHashMap<>();

  public ProcessOrders(Mailbox mailbox, Processes processes, Dispatcher dispatcher) {
    this.mailbox = mailbox;
    this.processes = processes;
    this.dispatcher = dispatcher;
  }

  /** Hands over and drains one process without loss of executions. */
  public CompletableFuture<OrderAnswer> recycle(Generation generation, Order order) {
    return post(order, new FleetEvent.RecycleRequested(generation, order));
  }

  /**
   * Ends one process with its executions.
   *
   * @param expectedHealthy number of healthy executions that the administrator was shown; the
   *     command is rejected if it differs
   */
  public CompletableFuture<OrderAnswer> kill(
      Generation generation, Order order, int expectedHealthy) {
    OptionalInt other =
        processes.find(generation).isPresent()
            ? dispatcher.unrouteIfHealthy(generation, expectedHealthy)
            : OptionalInt.empty();
    return other.isPresent()
        ? CompletableFuture.completedFuture(
            OrderAnswer.rejected(
                String.format(
                    Locale.ROOT,
                    "%d healthy executions are in it now, not %d.",
                    other.getAsInt(),
                    expectedHealthy)))
        : post(order, new FleetEvent.KillRequested(generation, order));
  }

  void answered(String commandId, OrderAnswer answer) {
    CompletableFuture<OrderAnswer> waiting = open.get(commandId);
    if (waiting != null) {
      waiting.complete(answer);
    }
  }

  private CompletableFuture<OrderAnswer> post(Order order, FleetEvent event) {
    if (open.size() >= MOST_OPEN) {
      return CompletableFuture.completedFuture(
          OrderAnswer.rejected("Too many commands wait for this worker."));
    }
    var answer = new CompletableFuture<OrderAnswer>();
    open.put(order.commandId(), answer);
    mailbox.post(event);
    return answer
        .completeOnTimeout(
            OrderAnswer.expired("The supervision loop did not answer."),
            ANSWER_WITHIN.toMillis(),
            TimeUnit.MILLISECONDS)
        .whenComplete((_, _) -> open.remove(order.commandId()));
  }
}
