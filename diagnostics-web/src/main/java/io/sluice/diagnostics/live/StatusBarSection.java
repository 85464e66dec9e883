package io.sluice.diagnostics.live;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import java.time.Instant;

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
}
