package io.sluice.diagnostics.operations;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.diagnostics.live.FleetSnapshot;
import io.sluice.diagnostics.live.LivePage;
import io.sluice.diagnostics.live.Section;
import io.sluice.diagnostics.worker.WorkerLines;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/**
 * The live sections of {@code /live/overview}: the funnel, the matters that need attention, the
 * workers.
 */
@Singleton
class LiveOverview implements LivePage {

  @CheckedTemplate(basePath = "overview")
  static class Templates {
    static native TemplateInstance funnel(Funnel view);

    static native TemplateInstance attention(Attention view);

    private Templates() {}
  }

  /** The funnel. */
  record FunnelSection() implements Section {
    @Override
    public String name() {
      return "funnel";
    }

    @Override
    public String render(FleetSnapshot snapshot, Instant now) {
      return Templates.funnel(Funnel.of(snapshot, now)).render();
    }
  }

  /** The matters that need attention. */
  record AttentionSection() implements Section {
    @Override
    public String name() {
      return "attention";
    }

    @Override
    public String render(FleetSnapshot snapshot, Instant now) {
      return Templates.attention(Attention.of(snapshot, now)).render();
    }
  }

  @Override
  public String name() {
    return "overview";
  }

  @Override
  public List<Section> sections(String of) {
    return List.of(new FunnelSection(), new AttentionSection(), new WorkerLines());
  }
}
