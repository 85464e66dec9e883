package io.sluice.diagnostics.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;

/** The strip for the layout: {@code inject:strip.html.raw}. */
@Named("strip")
@ApplicationScoped
public class Strip {

  private final Coalescer coalescer;
  private final StripSection section;

  Strip(Coalescer coalescer, StripSection section) {
    this.coalescer = coalescer;
    this.section = section;
  }

  public String html() {
    return coalescer.html(section);
  }
}
