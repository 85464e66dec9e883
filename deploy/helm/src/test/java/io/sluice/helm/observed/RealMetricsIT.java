package io.sluice.helm.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Checks alerts and dashboards against the real metrics of all three services, at the start and
 * after one execution has succeeded, one has failed and one got stuck beside a healthy one.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealMetricsIT {
  private static final String DRAINING = "sluice_process_draining_since_timestamp_seconds";

  /** A counter without a series before its first event, which an alert on a rate tolerates. */
  private static final String ERRORS = "http_server_requests_seconds_count";

  /** Quarkus' own names are not what promtool advises. */
  private static final int PROMTOOL_HAS_ADVICE = 3;

  private List<String> before = List.of();
  private List<String> after = List.of();

  @BeforeAll
  void run() throws Exception {
    try (var system = WatchedSystem.start()) {
      before = system.pages();
      String healthy = system.api().submit("sleep", "{\"seconds\":60}", 120);
      becomes(system, system.api().submit("echo", "1", 20), "SUCCESS null");
      becomes(
          system,
          system.api().submit("fail", "{\"message\":\"no\"}", 20),
          "FAILED java.lang.IllegalStateException");
      becomes(system, healthy, "RUNNING null");
      becomes(system, system.api().submit("spin", "null", 1), "FAILED ExecutionStuck");
      await().atMost(Duration.ofSeconds(30)).until(() -> has(system.pages(), DRAINING));
      after = system.pages();
    }
  }

  private static void becomes(WatchedSystem system, String id, String status) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> system.status(id).equals(status));
  }

  private static boolean has(List<String> pages, String name) {
    return Series.in(pages).stream().anyMatch(series -> series.name().equals(name));
  }

  @Test
  void everySeriesThatAnAlertAsksForExists() {
    var expressions = Observed.alerts().stream().map(alert -> alert.path("expr").asText()).toList();

    assertThat(UnmatchedSelectors.from(after, expressions)).allMatch(RealMetricsIT::isAnError);
  }

  @Test
  void everySeriesThatADashboardAsksForExists() throws Exception {
    for (var file : Observed.dashboards()) {
      assertThat(UnmatchedSelectors.from(after, Observed.expressions(Observed.json(file))))
          .as(file.toString())
          .allMatch(RealMetricsIT::isAnError);
    }
  }

  /** {@code increase()} does not see a counter that is born with its first event. */
  @Test
  void everyCounterOfAnAlertIsThereBeforeItsFirstEvent() {
    var counters =
        Observed.alerts().stream()
            .flatMap(alert -> Selector.in(alert.path("expr").asText()).stream())
            .filter(selector -> selector.name().endsWith("_total"))
            .toList();

    assertThat(counters)
        .isNotEmpty()
        .allMatch(selector -> Series.in(before).stream().anyMatch(selector::asksFor));
  }

  @Test
  @NeedsTool(Tool.PROMTOOL)
  void promtoolReadsThePagesAndFindsOurNamesGood() throws Exception {
    for (String page : after) {
      Tool.Said said = Tool.PROMTOOL.run(Observed.MODULE, List.of("check", "metrics"), page);

      assertThat(said.code()).as(said.text()).isIn(0, PROMTOOL_HAS_ADVICE);
      assertThat(said.text().lines().filter(line -> line.startsWith("sluice_")))
          .filteredOn(line -> !line.endsWith("no help text"))
          .filteredOn(line -> !line.startsWith("sluice_audit_broken_days ")) // it counts days
          .isEmpty();
    }
  }

  private static boolean isAnError(Selector selector) {
    return selector.name().equals(ERRORS)
        && selector.matchers().stream().anyMatch(each -> each.value().equals("SERVER_ERROR"));
  }
}
