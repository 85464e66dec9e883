package io.sluice.diagnostics.worker;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.diagnostics.live.FleetSnapshot;
import io.sluice.diagnostics.live.LivePage;
import io.sluice.diagnostics.live.Section;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** The live sections of the pages about workers. */
final class WorkerSections {

  private WorkerSections() {}

  @CheckedTemplate(basePath = "worker")
  static class Templates {
    static native TemplateInstance queue(WaitingView view);

    static native TemplateInstance fleet(FleetView view);

    static native TemplateInstance one(SingleWorkerView view);

    private Templates() {}
  }

  /** The waiting executions. */
  record Queue() implements Section {
    @Override
    public String name() {
      return "queue";
    }

    @Override
    public String render(FleetSnapshot snapshot, Instant now) {
      return Templates.queue(WaitingView.of(snapshot, now)).render();
    }
  }

  /** All workers. */
  record Fleet() implements Section {
    @Override
    public String name() {
      return "fleet";
    }

    @Override
    public String render(FleetSnapshot snapshot, Instant now) {
      return Templates.fleet(FleetView.of(snapshot, FleetFilter.NONE, now)).render();
    }
  }

  /** One worker, which may have gone offline. */
  record One(String worker) implements Section {
    @Override
    public String name() {
      return "worker." + worker;
    }

    @Override
    public String render(FleetSnapshot snapshot, Instant now) {
      return Templates.one(SingleWorkerView.of(snapshot, worker, now)).render();
    }
  }

  /**
   * The page section of one worker.
   *
   * @param cards one card; empty if the worker is not registered
   */
  record SingleWorkerView(long seq, boolean known, String id, List<WorkerCard> cards) {

    static SingleWorkerView of(FleetSnapshot snapshot, String id, Instant now) {
      var seen = snapshot.workers().get(id);
      return new SingleWorkerView(
          snapshot.seq(),
          snapshot.known(),
          id,
          seen == null
              ? List.of()
              : List.of(WorkerCard.of(seen, snapshot, snapshot.endings(now), now)));
    }
  }

  /** The live section of {@code /live/worker.{id}}: one worker. */
  @Singleton
  static class LiveWorker implements LivePage {

    @Override
    public String name() {
      return "worker";
    }

    @Override
    public List<Section> sections(String of) {
      return List.of(new WorkerSections.One(of));
    }
  }

  /**
   * The live sections of {@code /live/workers}: the queue and all workers. {@code
   * /live/workers.filtered} has the queue only, because a filtered list is not pushed.
   */
  @Singleton
  static class LiveWorkers implements LivePage {

    private static final String FILTERED = "filtered";

    @Override
    public String name() {
      return "workers";
    }

    @Override
    public List<Section> sections(String of) {
      return of.equals(FILTERED)
          ? List.of(new WorkerSections.Queue())
          : List.of(new WorkerSections.Queue(), new WorkerSections.Fleet());
    }
  }
}
