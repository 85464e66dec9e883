package io.sluice.diagnostics.live;

import io.sluice.api.WorkerView;
import io.sluice.diagnostics.page.Formats;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The figures that every page shows.
 *
 * @param why the reason of a lost stream; empty while frames arrive
 * @param asOf time of the last frame; of the loss if there was none yet
 * @param oldest empty if nothing waits
 * @param failures empty if nothing ended recently
 * @param alerts the alert counts; null if unknown
 */
record StatusBarView(
    boolean live,
    boolean known,
    String why,
    Instant asOf,
    Instant retryAt,
    long seq,
    long changes,
    long stuck,
    String depth,
    String oldest,
    long taken,
    long slots,
    List<States> states,
    String perMinute,
    String failures,
    @Nullable AlertCounts alerts) {

  /** The number of processes in one state. */
  record States(String name, String css, long count) {}

  static StatusBarView of(FleetSnapshot snapshot, @Nullable AlertCounts alerts, Instant now) {
    var rates = snapshot.history().rates();
    var heard = snapshot.heardAt();
    var lost = snapshot.link() instanceof StreamStatus.Lost broken ? broken : null;
    return new StatusBarView(
        lost == null,
        snapshot.known(),
        lost == null ? "" : lost.why(),
        heard == null ? (lost == null ? now : lost.since()) : heard,
        lost == null ? now : lost.retryAt(),
        snapshot.seq(),
        snapshot.changes(),
        stuck(snapshot),
        Formats.count(snapshot.queue().depth()),
        snapshot.queue().depth() == 0 ? "" : oldest(snapshot),
        WorkerLoad.of(snapshot).taken(),
        WorkerLoad.of(snapshot).slots(),
        states(snapshot),
        rates.map(each -> Formats.rate(each.finished())).orElse(""),
        snapshot.history().failures().map(FailureCount::share).orElse(""),
        alerts);
  }

  private static String oldest(FleetSnapshot snapshot) {
    return Formats.duration(
        java.time.Duration.ofMillis((long) (snapshot.queue().oldestSeconds() * 1_000)));
  }

  private static long stuck(FleetSnapshot snapshot) {
    return WorkerLoad.of(snapshot).stuck();
  }

  private static List<States> states(FleetSnapshot snapshot) {
    Map<String, Long> counts = new TreeMap<>();
    snapshot.workers().values().stream()
        .flatMap(seen -> seen.view().processes().stream())
        .map(WorkerView.ProcessState::state)
        .forEach(state -> counts.merge(state, 1L, Long::sum));
    return counts.entrySet().stream()
        .map(each -> new States(each.getKey(), Formats.css(each.getKey()), each.getValue()))
        .toList();
  }
}
