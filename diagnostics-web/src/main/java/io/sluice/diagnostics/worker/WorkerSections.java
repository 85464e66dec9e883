package io.sluice.diagnostics.worker;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.diagnostics.live.FleetSnapshot;
import io.sluice.diagnostics.live.Section;
import java.time.Instant;

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
}
