package io.sluice.diagnostics.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;

/** The strip for the layout: {@code inject:strip.html.raw}. */
@Named("strip")
@ApplicationScoped
public class Strip {

  private final OwnView own;
  private final StripSection section;

  Strip(OwnView own, StripSection section) {
    this.own = own;
    this.section = section;
  }

  public String html() {
    return own.html(section);
  }
}
