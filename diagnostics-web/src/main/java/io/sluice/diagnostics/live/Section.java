package io.sluice.diagnostics.live;

import java.time.Instant;

/**
 * A part of a page that is pushed while a browser shows it. Its content depends on the snapshot
 * only: no form, token, time zone or name of the viewer (docs/live-stream.md).
 */
public interface Section {

  /** The unique name; two sections of one name show the same. */
  String name();

  /**
   * Renders the whole section, for the page and for pushes. Called by request threads and by the
   * renderer's thread, never by two at once for one name.
   */
  String render(FleetSnapshot snapshot, Instant now);
}
