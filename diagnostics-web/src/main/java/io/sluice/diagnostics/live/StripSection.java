package io.sluice.diagnostics.live;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import java.time.Instant;

/** The strip: on every page, hence rendered for whoever watches anything. */
@Singleton
class StripSection implements Section {

  private final StandingLook standing;

  StripSection(StandingLook standing) {
    this.standing = standing;
  }

  @CheckedTemplate(basePath = "live")
  static class Templates {
    static native TemplateInstance strip(StripView view);

    private Templates() {}
  }

  @Override
  public String name() {
    return "strip";
  }

  @Override
  public String render(Picture picture, Instant now) {
    return Templates.strip(StripView.of(picture, standing.latest(), now)).render();
  }
}
