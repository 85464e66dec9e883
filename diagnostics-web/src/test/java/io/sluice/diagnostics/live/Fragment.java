package io.sluice.diagnostics.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** Checks the rules for every pushed section (docs/live-stream.md). */
public final class Fragment {

  private Fragment() {}

  /** Parses the section and checks it. */
  public static Element checked(String html) {
    assertThat(html).doesNotContain("NOT_FOUND");
    var body = Jsoup.parse(html).body();
    assertThat(body.children()).hasSize(1);
    var section = body.child(0);
    assertThat(section.tagName()).isEqualTo("section");
    assertThat(section.id()).isNotBlank();
    assertThat(section.attr("data-hx-swap-oob")).isEqualTo("morph");
    assertThat(section.attr("aria-label")).isNotBlank();
    assertThat(section.select("form, input, textarea, script, style, [style]")).isEmpty();
    var ids = new HashSet<String>();
    for (var each : section.select("[id]")) {
      assertThat(ids.add(each.id())).as("id twice: " + each.id()).isTrue();
    }
    for (var each : section.select("button, [tabindex], a.action")) {
      assertThat(each.id()).as(each.outerHtml()).isNotBlank();
    }
    for (var each : section.getAllElements()) {
      each.attributes().forEach(attribute -> assertThat(attribute.getKey()).doesNotStartWith("on"));
    }
    for (var link : section.select("a[href]")) {
      assertThat(link.attr("href")).startsWith("/");
    }
    for (var table : section.select("table")) {
      assertThat(table.select("caption")).hasSize(1);
      assertThat(table.select("thead th:not([scope])")).isEmpty();
      assertThat(table.closest(".table-scroll")).isNotNull();
    }
    for (var region : section.select("[role=region]")) {
      assertThat(region.attr("aria-label")).isNotBlank();
    }
    return section;
  }
}
