package io.sluice.diagnostics.live;

import java.util.List;

/** A page with sections that are pushed; {@code /live/{name}} is the path of its socket. */
public interface LivePage {

  String name();

  /**
   * Its sections, beside the strip that each page has.
   *
   * @param of what the path names further, as the id of a worker; empty for most pages
   */
  List<Section> sections(String of);
}
