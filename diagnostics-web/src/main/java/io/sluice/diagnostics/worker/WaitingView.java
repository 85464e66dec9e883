package io.sluice.diagnostics.worker;

import io.sluice.api.QueueView;
import io.sluice.diagnostics.live.FleetSnapshot;
import io.sluice.diagnostics.live.NamedExecutions;
import io.sluice.diagnostics.page.Formats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * The waiting executions: the first ones, and the number of others.
 *
 * @param oldest empty if nothing waits
 * @param more empty if all are shown
 * @param at time of the data
 */
record WaitingView(
    long seq,
    boolean waiting,
    String depth,
    String oldest,
    List<Row> rows,
    String more,
    Instant at) {

  private static final int MAX_ITEMS = 20;

  /** A waiting execution and the reason why it waits. */
  record Row(
      int position,
      UUID id,
      String workflow,
      String organization,
      String priority,
      Instant since,
      String why) {}

  static WaitingView of(FleetSnapshot snapshot, Instant now) {
    var queue = snapshot.queue();
    var shown = queue.items().stream().filter(NamedExecutions::is).limit(MAX_ITEMS).toList();
    long more = queue.depth() - shown.size();
    return new WaitingView(
        snapshot.seq(),
        queue.depth() > 0,
        Formats.count(queue.depth()),
        queue.depth() == 0
            ? ""
            : Formats.duration(Duration.ofMillis((long) (queue.oldestSeconds() * 1_000))),
        IntStream.range(0, shown.size()).mapToObj(i -> row(i + 1, shown.get(i))).toList(),
        more > 0 ? "and " + Formats.count(more) + " more" : "",
        snapshot.updatedAt(now));
  }

  private static Row row(int position, QueueView.Item item) {
    var organization = item.organizationName();
    return new Row(
        position,
        Objects.requireNonNull(item.executionId()),
        Objects.requireNonNull(item.workflowName()),
        organization == null ? "" : organization,
        item.priority(),
        item.queuedAt(),
        why(item.waitingReason()));
  }

  private static String why(String reason) {
    return switch (reason) {
      case "not_in_queue_yet" -> "on its way into the queue";
      case "exclusive" -> "another one of its workflow holds the lock";
      case "alive_attempt" -> "an earlier attempt may still be alive";
      case "no_worker" -> "no worker is connected";
      case "waiting_for_slot" -> "waits for a free slot";
      default -> reason;
    };
  }
}
