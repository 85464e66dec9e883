package io.sluice.diagnostics.live;

import io.sluice.api.LiveFrame;
import io.sluice.api.LiveFrame.LiveTotals;
import io.sluice.api.WorkerView;
import io.sluice.diagnostics.live.EndedExecutions.EndedExecution;
import io.sluice.diagnostics.live.SampleHistory.FleetSample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of the whole system at one moment, as the live stream describes it. Immutable and pure.
 *
 * @param totals null until admin-api has sent them
 */
public record FleetSnapshot(
    StreamStatus link,
    Position position,
    WorkerSnapshots workerSnapshots,
    WorkerView.Queue queue,
    @Nullable LiveTotals totals,
    RecentEvents recent,
    SampleHistory history) {

  /**
   * Time without a heartbeat after which a worker is shown as late: two missed heartbeats, one each
   * 10 s.
   */
  private static final Duration LATE = Duration.ofSeconds(22);

  static final WorkerView.Queue EMPTY = new WorkerView.Queue(0, 0, List.of());

  /**
   * The last frame of the stream that the snapshot contains.
   *
   * @param heardAt time of its arrival, by this instance's clock; null before the first frame
   * @param asOf time of admin-api's last read of the registrations
   * @param changes number of changes received by this instance
   */
  public record Position(
      @Nullable Instant heardAt, @Nullable Instant asOf, long seq, long changes) {
    static final Position NONE = new Position(null, null, -1, 0);
  }

  /** A worker by its latest heartbeat and later events, with the time of its arrival. */
  public record Seen(WorkerView view, Instant heardAt) {}

  static FleetSnapshot blank(Instant now) {
    return new FleetSnapshot(
        new StreamStatus.Lost(now, "The live stream is not connected yet.", now),
        Position.NONE,
        WorkerSnapshots.NONE,
        EMPTY,
        null,
        RecentEvents.NONE,
        SampleHistory.NONE);
  }

  public @Nullable Instant heardAt() {
    return position.heardAt();
  }

  public long seq() {
    return position.seq();
  }

  public long changes() {
    return position.changes();
  }

  /** The workers by id. */
  public SortedMap<String, Seen> workers() {
    return workerSnapshots.seen();
  }

  /** True once a frame has arrived. */
  public boolean known() {
    return heardAt() != null;
  }

  /** The time of the data: the shown state is as old as that, however late it is rendered. */
  public Instant updatedAt(Instant now) {
    Instant heardAt = heardAt();
    return heardAt == null ? now : heardAt;
  }

  /**
   * True if a heartbeat is overdue. While no frames arrive no worker is late: the snapshot itself
   * is old.
   */
  public boolean isLate(Seen worker) {
    Instant heardAt = heardAt();
    return heardAt != null && worker.heardAt().plus(LATE).isBefore(heardAt);
  }

  /** True if no frame arrived between the two; cheaper than a comparison of all fields. */
  boolean isSameAs(FleetSnapshot other) {
    return seq() == other.seq() && link.equals(other.link);
  }

  /** Executions whose end is shown at this moment. */
  public List<EndedExecution> endings(Instant now) {
    return workerSnapshots.endings().shown().stream()
        .filter(ending -> ending.shownAt(now))
        .toList();
  }

  /** The number of running executions of all workers. */
  public long running() {
    return workers().values().stream()
        .flatMap(seen -> seen.view().processes().stream())
        .mapToLong(process -> process.executions().size())
        .sum();
  }

  FleetSnapshot with(WorkerSnapshots others, WorkerView.Queue waiting) {
    return new FleetSnapshot(link, position, others, waiting, totals, recent, history);
  }

  FleetSnapshot lost(String why, Instant now, Instant retryAt) {
    Instant since = link instanceof StreamStatus.Lost lost ? lost.since() : now;
    var broken = new StreamStatus.Lost(since, why, retryAt);
    return new FleetSnapshot(broken, position, workerSnapshots, queue, totals, recent, history);
  }

  FleetSnapshot took(LiveFrame.Snapshot snapshot, Instant now) {
    return next(
        new Position(now, snapshot.asOf(), snapshot.seq(), changes() + 1),
        workerSnapshots.took(snapshot.workers(), now),
        snapshot.queue(),
        snapshot.totals(),
        recent.applied(snapshot.recent(), now),
        now);
  }

  /** Applies a delta; null if a frame before it is missing, so that a new snapshot is needed. */
  @Nullable FleetSnapshot took(LiveFrame.Delta delta, Instant now) {
    if (delta.seq() != seq() + 1 || !known()) {
      return null;
    }
    var all = workerSnapshots.took(delta, now);
    long applied = (long) delta.events().size() + delta.leftOut();
    return next(
        new Position(now, delta.asOf(), delta.seq(), changes() + applied),
        all,
        all.ahead().in(delta.queue() == null ? queue : delta.queue()),
        delta.totals() == null ? totals : delta.totals(),
        recent.applied(delta.events(), now),
        now);
  }

  private FleetSnapshot next(
      Position next,
      WorkerSnapshots all,
      WorkerView.Queue waiting,
      @Nullable LiveTotals counted,
      RecentEvents events,
      Instant now) {
    var connected = link instanceof StreamStatus.Live ? link : new StreamStatus.Live(now);
    var snapshot = new FleetSnapshot(connected, next, all, waiting, counted, events, history);
    return counted == null ? snapshot : snapshot.sampled(counted, now);
  }

  private FleetSnapshot sampled(LiveTotals counted, Instant now) {
    var sample = FleetSample.of(now, queue.depth(), running(), counted);
    return new FleetSnapshot(
        link, position, workerSnapshots, queue, totals, recent, history.with(sample));
  }

  /** The status of the connection to admin-api's live stream. */
  public sealed interface StreamStatus {

    /** Frames arrive. */
    record Live(Instant since) implements StreamStatus {}

    /**
     * No frames arrive.
     *
     * @param since time of the loss; of the first attempt if there has never been a frame
     * @param why a sentence for a person, without an address
     * @param retryAt time of the next attempt
     */
    record Lost(Instant since, String why, Instant retryAt) implements StreamStatus {}
  }
}
