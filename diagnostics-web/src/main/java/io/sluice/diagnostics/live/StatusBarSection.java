package io.sluice.diagnostics.live;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import java.time.Instant;

/** The section of the status bar, which every page shows. */
@Singleton
class StatusBarSection implements Section {

  private final AlertCountsPoller standing;

  StatusBarSection(AlertCountsPoller standing) {
    this.standing = standing;
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
  public String render(FleetSnapshot picture, Instant now) {
    return Templates.strip(StatusBarView.of(picture, standing.latest(), now)).render();
  }
}
