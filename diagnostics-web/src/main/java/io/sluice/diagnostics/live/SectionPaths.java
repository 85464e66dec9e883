package io.sluice.diagnostics.live;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Maps the path of a WebSocket to the sections that it pushes. */
@Singleton
class SectionPaths {

  private final List<LivePage> pages;
  private final StatusBarSection strip;

  SectionPaths(@All List<LivePage> pages, StatusBarSection strip) {
    this.pages = pages;
    this.strip = strip;
  }

  /** The sections of a page; an unknown page has the status bar only. */
  List<Section> sections(String page, String of) {
    var sections = new ArrayList<Section>();
    sections.add(strip);
    pages.stream()
        .filter(each -> each.name().equals(page))
        .forEach(each -> sections.addAll(each.sections(of)));
    return sections;
  }
}
