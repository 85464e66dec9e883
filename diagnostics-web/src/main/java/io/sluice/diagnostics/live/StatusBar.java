package io.sluice.diagnostics.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;

/** The status bar for the layout: {@code inject:strip.html.raw}. */
@Named("strip")
@ApplicationScoped
public class StatusBar {

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
