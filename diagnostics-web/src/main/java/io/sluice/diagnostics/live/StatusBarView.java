package io.sluice.diagnostics.live;

import io.sluice.diagnostics.page.Formats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The figures that every page shows.
 *
 * @param perMinute finished executions; empty while unknown
 * @param failures empty if nothing ended recently
 * @param alerts the alert counts; null if unknown
 */
record StatusBarView(
    Feed feed,
    Work work,
    List<StateCount> states,
    String perMinute,
    String failures,
    @Nullable AlertCounts alerts) {

  /**
   * The connection to the live stream.
   *
   * @param known true once a frame has arrived
   * @param why the reason of a lost stream; empty while frames arrive
   * @param asOf time of the last frame; of the loss if there was none yet
   */
  record Feed(
      boolean live,
      boolean known,
      String why,
      Instant asOf,
      Instant retryAt,
      long seq,
      long changes) {

    static Feed of(FleetSnapshot snapshot, Instant now) {
      var heard = snapshot.heardAt();
      var lost = snapshot.link() instanceof StreamStatus.Lost broken ? broken : null;
      return new Feed(
          lost == null,
          snapshot.known(),
          lost == null ? "" : lost.why(),
          heard == null ? (lost == null ? now : lost.since()) : heard,
          lost == null ? now : lost.retryAt(),
          snapshot.seq(),
          snapshot.changes());
    }
  }

  /**
   * Waiting, running and stuck executions.
   *
   * @param oldest empty if nothing waits
   */
  record Work(String depth, String oldest, WorkerLoad load) {

    static Work of(FleetSnapshot snapshot) {
      var queue = snapshot.queue();
      var age = Duration.ofMillis((long) (queue.oldestSeconds() * 1_000));
      return new Work(
          Formats.count(queue.depth()),
          queue.depth() == 0 ? "" : Formats.duration(age),
          WorkerLoad.of(snapshot));
    }
  }

  static StatusBarView of(FleetSnapshot snapshot, @Nullable AlertCounts alerts, Instant now) {
    var history = snapshot.history();
    return new StatusBarView(
        Feed.of(snapshot, now),
        Work.of(snapshot),
        StateCount.of(snapshot.workers().values().stream().map(FleetSnapshot.Seen::view)),
        history.rates().map(each -> Formats.rate(each.finished())).orElse(""),
        history.failures().map(FailureCount::share).orElse(""),
        alerts);
  }
}
