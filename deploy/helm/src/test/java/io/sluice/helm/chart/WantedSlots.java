package io.sluice.helm.chart;

import io.sluice.local.LocalSystem;
import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The number that the autoscaler reads: the chart's rule, evaluated by promtool with the metrics of
 * workers that run and an empty queue.
 *
 * @param folder for the files of promtool
 * @param generation the present release generation
 */
record WantedSlots(Path folder, String generation) {
  private static final String METRIC = "sluice_slots{";

  /** Fails if the rule does not give this number. */
  void are(int slots, LocalSystem system, Map<String, Integer> workers) throws Exception {
    Path rules = Files.createTempDirectory(folder, "rules");
    AutoscalingTest.rules(rules);
    var series = new StringBuilder();
    for (var worker : workers.entrySet()) {
      for (String line : slots(system, worker.getValue())) {
        series.append(series(worker.getKey(), line));
      }
    }
    Files.writeString(
        rules.resolve("test.yaml"),
        """
        rule_files: [rules.yaml]
        evaluation_interval: 15s
        tests:
          - interval: 15s
            promql_expr_test:
              - {expr: 'max(sluice_wanted_slots{sluice_group="default"})', eval_time: 1m, exp_samples: [{value: SLOTS}]}
            input_series:
              - {series: 'sluice_queue_depth{namespace="apps",sluice_release="demo",pod="a"}', values: '0x9'}
        """
                .replace("SLOTS", Integer.toString(slots))
            + series);
    AutoscalingTest.succeeds(rules, List.of("test", "rules", "test.yaml"));
  }

  /** With the labels that the PodMonitor adds. */
  private String series(String pod, String line) {
    String own = line.substring(METRIC.length(), line.indexOf('}') + 1);
    String value = line.substring(line.lastIndexOf(' ') + 1);
    return "      - {series: '%s%s,pod=\"%s\",%s', values: '%sx9'}%n"
        .formatted(METRIC, AutoscalingTest.labels(generation), pod, own, value);
  }

  /** The lines of its slots, as Prometheus reads them. */
  private static List<String> slots(LocalSystem system, int number)
      throws IOException, InterruptedException {
    String address = system.endpoints().workers().get(number - 1);
    try (var client = new ApiClient(address, "")) {
      String page = client.get("/q/metrics").body();
      return page.lines().filter(line -> line.startsWith(METRIC)).toList();
    }
  }
}
