package io.sluice.diagnostics.live;

import io.sluice.api.LiveEvent;
import io.sluice.api.LiveFrame;
import io.sluice.api.LiveTotals;
import io.sluice.api.WorkerView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of the system at one moment, as the stream of admin-api told it. Immutable and
 * pure: it is told the time.
 *
 * @param heardAt when the last frame came, by the clock of this instance
 * @param asOf when admin-api last saw the registrations
 * @param seq of the last frame
 * @param changes how many have been told so far, by this instance's count
 */
public record FleetSnapshot(
    StreamStatus link,
    @Nullable Instant heardAt,
    @Nullable Instant asOf,
    long seq,
    long changes,
    WorkerSnapshots crew,
    WorkerView.Queue queue,
    @Nullable LiveTotals totals,
    RecentEvents lately,
    SampleHistory history) {

  /** A heartbeat comes every 10 s; two missed ones are worth a word. */
  private static final Duration LATE = Duration.ofSeconds(22);

  static final WorkerView.Queue EMPTY = new WorkerView.Queue(0, 0, List.of());

  /** A worker as it is by its latest heartbeat and what was told since, and when that came. */
  public record Seen(WorkerView view, Instant heardAt) {}

  static FleetSnapshot blank(Instant now) {
    return new FleetSnapshot(
        new StreamStatus.Lost(now, "The live stream is not connected yet.", now),
        null,
        null,
        -1,
        0,
        WorkerSnapshots.NONE,
        EMPTY,
        null,
        RecentEvents.NONE,
        SampleHistory.NONE);
  }

  /** By id. */
  public SortedMap<String, Seen> workers() {
    return crew.seen();
  }

  /** Whether there has been a frame at all. */
  public boolean known() {
    return heardAt != null;
  }

  /** When this was told: what is shown is as old as that, however late it is rendered. */
  public Instant toldAt(Instant now) {
    return heardAt == null ? now : heardAt;
  }

  /** Whether a heartbeat is overdue. While no frame comes nobody is late: the picture is old. */
  public boolean isLate(Seen worker) {
    return heardAt != null && worker.heardAt().plus(LATE).isBefore(heardAt);
  }

  /** Whether nothing was told between the two; cheaper than to compare all. */
  boolean isSameAs(FleetSnapshot other) {
    return seq == other.seq && link.equals(other.link);
  }

  /** Executions that end visibly at this moment. */
  public List<EndedExecution> endings(Instant now) {
    return crew.endings().shown().stream().filter(ending -> ending.shownAt(now)).toList();
  }

  /** All executions that run, over all workers. */
  public long running() {
    return workers().values().stream()
        .flatMap(seen -> seen.view().processes().stream())
        .mapToLong(process -> process.executions().size())
        .sum();
  }

  FleetSnapshot with(WorkerSnapshots others, WorkerView.Queue waiting) {
    return new FleetSnapshot(link, heardAt, asOf, seq, changes, others, waiting, totals, lately, history);
  }

  FleetSnapshot lost(String why, Instant now, Instant retryAt) {
    Instant since = link instanceof StreamStatus.Lost lost ? lost.since() : now;
    var broken = new StreamStatus.Lost(since, why, retryAt);
    return new FleetSnapshot(broken, heardAt, asOf, seq, changes, crew, queue, totals, lately, history);
  }

  FleetSnapshot took(LiveFrame.Snapshot snapshot, Instant now) {
    return next(
        snapshot.seq(),
        snapshot.asOf(),
        crew.took(snapshot.workers(), now),
        snapshot.queue(),
        snapshot.totals(),
        snapshot.recent(),
        1,
        now);
  }

  /** Null when a frame is missing before it: then only a snapshot helps. */
  @Nullable FleetSnapshot took(LiveFrame.Delta delta, Instant now) {
    if (delta.seq() != seq + 1 || heardAt == null) {
      return null;
    }
    var all = crew.took(delta, now);
    var waiting = all.ahead().in(delta.queue() == null ? queue : delta.queue());
    var counted = delta.totals() == null ? totals : delta.totals();
    long told = (long) delta.events().size() + delta.leftOut();
    return next(delta.seq(), delta.asOf(), all, waiting, counted, delta.events(), told, now);
  }

  private FleetSnapshot next(
      long number,
      Instant seenAt,
      WorkerSnapshots all,
      WorkerView.Queue waiting,
      @Nullable LiveTotals counted,
      List<LiveEvent> events,
      long told,
      Instant now) {
    var connected = link instanceof StreamStatus.Live ? link : new StreamStatus.Live(now);
    var picture =
        new FleetSnapshot(
            connected,
            now,
            seenAt,
            number,
            changes + told,
            all,
            waiting,
            counted,
            lately.told(events, now),
            history);
    return counted == null ? picture : picture.sampled(counted, now);
  }

  private FleetSnapshot sampled(LiveTotals counted, Instant now) {
    var sample = FleetSample.of(now, queue.depth(), running(), counted);
    return new FleetSnapshot(
        link, heardAt, asOf, seq, changes, crew, queue, totals, lately, history.with(sample));
  }
}
