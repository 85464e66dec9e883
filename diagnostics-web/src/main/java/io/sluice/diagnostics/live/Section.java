package io.sluice.diagnostics.live;

import java.time.Instant;

/**
 * A part of a page that is patched while somebody watches it. What it shows depends on the picture
 * only: it holds no form, no token, no time zone and no name of the viewer (ui, section 5).
 */
public interface Section {

  /** Names it among all sections; two of one name show the same. */
  String name();

  /**
   * The whole section, as the page has it and as it is pushed. Called by threads of requests and by
   * the coalescer, never by two at once for one name.
   */
  String render(FleetSnapshot picture, Instant now);
}
