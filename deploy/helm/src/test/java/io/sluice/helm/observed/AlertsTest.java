package io.sluice.helm.observed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlertsTest {
  private static final Set<String> REQUIRED =
      Set.of(
          "SluiceStuckRateHigh",
          "SluiceWorkerOffline",
          "SluiceBreakerTripped",
          "SluiceProcessDrainingLong");
  private static final Pattern FIRING =
      Pattern.compile("ALERTS\\{.*alertname=\"(\\w+)\".*alertstate=\"firing\".*}");

  @Test
  void theFourRequiredAlertsAreThereAndNoNameIsUsedTwice() {
    assertThat(names()).doesNotHaveDuplicates().containsAll(REQUIRED);
  }

  @Test
  void eachAlertSaysHowBadItIsForHowLongWhatItMeansAndWhereToLookFirst() {
    assertThat(Observed.alerts())
        .allSatisfy(
            alert -> {
              assertThat(alert.path("expr").asText()).isNotBlank();
              assertThat(alert.path("for").asText()).matches("\\d+[sm]");
              assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning");
              assertThat(alert.at("/annotations/summary").asText()).isNotBlank();
              assertThat(alert.at("/annotations/description").asText()).contains("Look first at");
            });
  }

  /** One that drops the namespace mixes up the systems that one Prometheus watches. */
  @Test
  void eachAlertButTheAbsentOnesKeepsTheNamespace() {
    assertThat(Observed.alerts())
        .map(alert -> alert.path("expr").asText())
        .allMatch(expr -> expr.startsWith("absent(") || expr.contains("by (namespace"));
  }

  @Test
  void eachAlertHasASectionInTheRunbooksAndEachSectionAnAlert() throws IOException {
    List<String> headings =
        Files.readAllLines(Observed.RUNBOOKS).stream()
            .filter(line -> line.startsWith("## "))
            .map(line -> line.substring(3).strip())
            .toList();

    assertThat(headings).containsExactlyElementsOf(names());
    assertThat(Observed.alerts())
        .allSatisfy(
            alert ->
                assertThat(alert.at("/annotations/runbook_url").asText())
                    .isEqualTo(
                        "runbooks.md#" + alert.path("alert").asText().toLowerCase(Locale.ROOT)));
  }

  @Test
  void eachAlertHasATestThatMakesItFireAndOneThatKeepsItSilent() throws IOException {
    var firing = new TreeSet<String>();
    var silent = new TreeSet<String>();
    for (var file : Observed.alertTests()) {
      JsonNode tests = Observed.yaml(file).path("tests");
      firing.addAll(
          tests.findValuesAsText("labels").stream()
              .map(FIRING::matcher)
              .filter(java.util.regex.Matcher::matches)
              .map(each -> each.group(1))
              .toList());
      Observed.children(tests)
          .flatMap(test -> Observed.children(test.path("alert_rule_test")))
          .forEach(
              test ->
                  (test.has("exp_alerts") ? firing : silent).add(test.path("alertname").asText()));
      Observed.children(tests)
          .flatMap(test -> Observed.children(test.path("promql_expr_test")))
          .filter(test -> !test.has("exp_samples"))
          .flatMap(test -> namedBy(test.path("expr").asText()))
          .forEach(silent::add);
    }

    assertThat(firing).containsExactlyInAnyOrderElementsOf(names());
    assertThat(silent).containsExactlyInAnyOrderElementsOf(names());
  }

  /** {@code ALERTS{alertname="A"}}, or a pattern of several. */
  private static Stream<String> namedBy(String expression) {
    Selector asked = Selector.in(expression).getFirst();
    return names().stream()
        .filter(
            name ->
                asked.matchers().stream()
                    .filter(each -> each.label().equals("alertname"))
                    .allMatch(each -> each.fits(Map.of("alertname", name))));
  }

  private static List<String> names() {
    return Observed.alerts().stream().map(alert -> alert.path("alert").asText()).toList();
  }
}
