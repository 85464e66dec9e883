package io.sluice.diagnostics.worker;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.diagnostics.live.Picture;
import io.sluice.diagnostics.live.Section;
import java.time.Instant;

/** The live sections of the pages about workers. */
final class Sections {

  private Sections() {}

  @CheckedTemplate(basePath = "worker")
  static class Templates {
    static native TemplateInstance queue(QueueBoard view);

    static native TemplateInstance fleet(FleetBoard view);

    static native TemplateInstance one(OneWorker view);

    private Templates() {}
  }

  /** What waits. */
  record Queue() implements Section {
    @Override
    public String name() {
      return "queue";
    }

    @Override
    public String render(Picture picture, Instant now) {
      return Templates.queue(QueueBoard.of(picture, now)).render();
    }
  }

  /** All workers. */
  record Fleet() implements Section {
    @Override
    public String name() {
      return "fleet";
    }

    @Override
    public String render(Picture picture, Instant now) {
      return Templates.fleet(FleetBoard.of(picture, FleetFilter.NONE, now)).render();
    }
  }

  /** One worker, which may be gone. */
  record One(String worker) implements Section {
    @Override
    public String name() {
      return "worker." + worker;
    }

    @Override
    public String render(Picture picture, Instant now) {
      return Templates.one(OneWorker.of(picture, worker, now)).render();
    }
  }
}
