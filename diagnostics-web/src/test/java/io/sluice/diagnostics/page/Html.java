package io.sluice.diagnostics.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Checks the rules for every page (docs/page.md). */
public final class Html {

  private Html() {}

  public static Document checked(String html) {
    assertThat(html).doesNotContain("NOT_FOUND").doesNotContain("\tat io.sluice");
    Document page = Jsoup.parse(html);
    page.select("template").remove(); // not part of the page until a script takes it
    idsAreUnique(page);
    nothingIsInline(page);
    fieldsHaveLabels(page);
    referencesLeadSomewhere(page);
    tablesHaveHeads(page);
    assertThat(page.title()).isNotBlank();
    assertThat(page.select("h1")).hasSizeLessThanOrEqualTo(1);
    return page;
  }

  private static void idsAreUnique(Document page) {
    var seen = new HashSet<String>();
    for (Element each : page.select("[id]")) {
      assertThat(seen.add(each.id())).as("id twice: " + each.id()).isTrue();
      assertThat(each.id()).doesNotContainAnyWhitespaces();
    }
  }

  private static void nothingIsInline(Document page) {
    assertThat(page.select("[style], style")).isEmpty();
    assertThat(page.select("script:not([src])")).isEmpty();
    for (Element each : page.getAllElements()) {
      for (Attribute attribute : each.attributes()) {
        assertThat(attribute.getKey()).doesNotStartWith("on").doesNotContain("hx-on");
        if (attribute.getKey().equals("href") || attribute.getKey().equals("src")) {
          assertThat(attribute.getValue()).as(each.outerHtml()).matches("[/#].*");
        }
      }
    }
  }

  private static void fieldsHaveLabels(Document page) {
    for (Element field :
        page.select("input:not([type=hidden]), select, textarea, progress, meter")) {
      boolean labelled =
          field.hasAttr("aria-label")
              || field.closest("label") != null
              || (!field.id().isEmpty() && !page.select("label[for=" + field.id() + "]").isEmpty());
      assertThat(labelled).as("without a label: " + field.outerHtml()).isTrue();
    }
  }

  private static void referencesLeadSomewhere(Document page) {
    for (String name : new String[] {"aria-labelledby", "aria-describedby", "for", "list"}) {
      for (Element each : page.select("[" + name + "]")) {
        if (!each.id().equals("dialog")) { // it is named by what opens in it
          assertThat(page.getElementById(each.attr(name))).as(each.outerHtml()).isNotNull();
        }
      }
    }
  }

  private static void tablesHaveHeads(Document page) {
    for (Element table : page.select("table")) {
      assertThat(table.select("caption")).hasSize(1);
      assertThat(table.select("thead th:not([scope])")).isEmpty();
      assertThat(table.parents().is(".table-scroll[tabindex=0]")).isTrue();
    }
  }
}
