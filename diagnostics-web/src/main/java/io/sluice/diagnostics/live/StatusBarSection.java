package io.sluice.diagnostics.live;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.diagnostics.live.AlertCountsPoller.AlertCounts;
import io.sluice.diagnostics.live.FleetSnapshot.StreamStatus;
import io.sluice.diagnostics.live.SampleHistory.FailureCount;
import io.sluice.diagnostics.page.Formats;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The section of the status bar, which every page shows. */
@Singleton
class StatusBarSection implements Section {

  private final AlertCountsPoller alerts;

  StatusBarSection(AlertCountsPoller alerts) {
    this.alerts = alerts;
  }

  @CheckedTemplate(basePath = "live")
  static class Templates {
    static native TemplateInstance strip(StatusBarView view);

    private Templates() {}
  }

  @Override
  public String name() {
    return "strip";
  }

  @Override
  public String render(FleetSnapshot snapshot, Instant now) {
    return Templates.strip(StatusBarView.of(snapshot, alerts.latest(), now)).render();
  }

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

  /** The status bar for the layout: {@code inject:strip.html.raw}. */
  @Named("strip")
  @ApplicationScoped
  public static class StatusBar {

    private final PersonalSnapshot own;
    private final StatusBarSection section;

    StatusBar(PersonalSnapshot own, StatusBarSection section) {
      this.own = own;
      this.section = section;
    }

    public String html() {
      return own.html(section);
    }
  }
}
