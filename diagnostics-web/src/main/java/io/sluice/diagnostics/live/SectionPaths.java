package io.sluice.diagnostics.live;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Which sections a path of a socket names. */
@Singleton
class SectionPaths {

  private final List<LivePage> pages;
  private final StatusBarSection strip;

  SectionPaths(@All List<LivePage> pages, StatusBarSection strip) {
    this.pages = pages;
    this.strip = strip;
  }

  /** Every page has the strip; one that is unknown here has nothing else. */
  List<Section> sections(String page, String of) {
    var sections = new ArrayList<Section>();
    sections.add(strip);
    pages.stream()
        .filter(each -> each.name().equals(page))
        .forEach(each -> sections.addAll(each.sections(of)));
    return sections;
  }
}
