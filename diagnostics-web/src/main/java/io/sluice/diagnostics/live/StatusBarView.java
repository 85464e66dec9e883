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
 * @param standing the alert counts; null if unknown
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
    @Nullable AlertCounts standing) {

  /** The number of processes in one state. */
  record States(String name, String css, long count) {}

  static StatusBarView of(FleetSnapshot picture, @Nullable AlertCounts standing, Instant now) {
    var rates = picture.history().rates();
    var heard = picture.heardAt();
    var lost = picture.link() instanceof StreamStatus.Lost broken ? broken : null;
    return new StatusBarView(
        lost == null,
        picture.known(),
        lost == null ? "" : lost.why(),
        heard == null ? (lost == null ? now : lost.since()) : heard,
        lost == null ? now : lost.retryAt(),
        picture.seq(),
        picture.changes(),
        stuck(picture),
        Formats.count(picture.queue().depth()),
        picture.queue().depth() == 0 ? "" : oldest(picture),
        WorkerLoad.of(picture).taken(),
        WorkerLoad.of(picture).slots(),
        states(picture),
        rates.map(each -> Formats.rate(each.finished())).orElse(""),
        picture.history().failures().map(FailureCount::share).orElse(""),
        standing);
  }

  private static String oldest(FleetSnapshot picture) {
    return Formats.duration(
        java.time.Duration.ofMillis((long) (picture.queue().oldestSeconds() * 1_000)));
  }

  private static long stuck(FleetSnapshot picture) {
    return WorkerLoad.of(picture).stuck();
  }

  private static List<States> states(FleetSnapshot picture) {
    Map<String, Long> counts = new TreeMap<>();
    picture.workers().values().stream()
        .flatMap(seen -> seen.view().processes().stream())
        .map(WorkerView.ProcessState::state)
        .forEach(state -> counts.merge(state, 1L, Long::sum));
    return counts.entrySet().stream()
        .map(each -> new States(each.getKey(), Formats.css(each.getKey()), each.getValue()))
        .toList();
  }
}
