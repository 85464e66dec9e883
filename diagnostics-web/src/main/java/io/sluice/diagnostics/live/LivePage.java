package io.sluice.diagnostics.live;

import java.util.List;

/** A page with live sections; {@code /live/{name}} is the path of its WebSocket. */
public interface LivePage {

  String name();

  /**
   * The page's sections, besides the status bar that every page has.
   *
   * @param of the rest of the path, for example the id of a worker; empty for most pages
   */
  List<Section> sections(String of);
}
