package io.sluice.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.helm.observed.NeedsTool;
import io.sluice.helm.observed.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rendered rules, evaluated by Prometheus itself. */
class AutoscalingTest {

  @Test
  void anHpaAndKedaAskForTheSameAndOnlyKedaGoesToZero() {
    var manifests = Chart.render("high-availability");
    JsonNode hpa = manifests.one("HorizontalPodAutoscaler", "demo-worker-default");
    JsonNode keda = manifests.one("ScaledObject", "demo-worker-nightly");
    JsonNode trigger = keda.at("/spec/triggers/0/metadata");

    assertThat(hpa.at("/spec/metrics/0/external/metric/name").asText())
        .isEqualTo("sluice_wanted_slots");
    assertThat(hpa.at("/spec/metrics/0/external/target/averageValue").asText()).isEqualTo("3");
    assertThat(hpa.at("/spec/behavior/scaleDown/stabilizationWindowSeconds").asInt())
        .isEqualTo(600);
    assertThat(trigger.path("query").asText())
        .contains("sluice_queue_depth")
        .contains("sluice_slots")
        .contains("busy");
    assertThat(trigger.path("activationThreshold").asText()).isEqualTo("0");
    assertThat(keda.at("/spec/minReplicaCount").asInt()).isZero();
  }

  @Test
  @NeedsTool(Tool.PROMTOOL)
  void prometheusReadsTheRenderedRules(@TempDir Path folder) throws Exception {
    Path rules = rules(folder);

    succeeds(folder, List.of("check", "rules", rules.toString()));
    assertThat(Files.readString(rules))
        .contains("https://example.invalid/sluice/docs/runbooks.md#sluicequeueold");
  }

  /** A busy worker counts whole, so that what is wanted never falls below the busy workers. */
  @Test
  @NeedsTool(Tool.PROMTOOL)
  void whatIsWantedIsWhatWaitsAndTheSlotsOfBusyWorkers(@TempDir Path folder) throws Exception {
    rules(folder);
    String generation = generation();
    Files.writeString(
        folder.resolve("test.yaml"),
        """
        rule_files: [rules.yaml]
        evaluation_interval: 15s
        tests:
          - interval: 15s
            input_series:
              - {series: 'sluice_queue_depth{namespace="apps",sluice_release="demo",pod="a1"}', values: '0x20 10x20 0x40'}
              - {series: 'sluice_queue_depth{namespace="apps",sluice_release="demo",pod="a2"}', values: '0x20 10x20 0x40'}
              - {series: 'sluice_slots{OWN,pod="w1",use="free"}', values: '3x60 4x20'}
              - {series: 'sluice_slots{OWN,pod="w1",use="busy"}', values: '1x60 0x20'}
              - {series: 'sluice_slots{OWN,pod="w1",use="stuck"}', values: '0x80'}
              - {series: 'sluice_slots{OWN,pod="w2",use="free"}', values: '4x80'}
              - {series: 'sluice_slots{OWN,pod="w2",use="busy"}', values: '0x80'}
              - {series: 'sluice_slots{OWN,pod="w2",use="stuck"}', values: '0x80'}
              - {series: 'sluice_slots{OLD,pod="old",use="busy"}', values: '4x80'}
            promql_expr_test:
              - {expr: 'max(sluice_wanted_slots{sluice_group="default"})', eval_time: 2m, exp_samples: [{value: 4}]}
              - {expr: 'max(sluice_wanted_slots{sluice_group="default"})', eval_time: 7m, exp_samples: [{value: 14}]}
              - {expr: 'max(sluice_wanted_slots{sluice_group="nightly"})', eval_time: 7m, exp_samples: [{value: 2}]}
              - {expr: 'max(sluice_wanted_slots{sluice_group="default"})', eval_time: 13m, exp_samples: [{value: 4}]}
              - {expr: 'max(sluice_wanted_slots{sluice_group="default"})', eval_time: 18m, exp_samples: [{value: 0}]}
        """
            .replace("OWN", labels(generation))
            .replace("OLD", labels("before")));

    succeeds(folder, List.of("test", "rules", "test.yaml"));
  }

  /** The present release generation of the group {@code default}. */
  static String generation() {
    JsonNode present = Chart.render("high-availability").one("ConfigMap", "demo-generations");
    String name = present.at("/data/default").asText();
    return name.substring(name.lastIndexOf('-') + 1);
  }

  /** Labels that the PodMonitor gives the series of a worker. */
  static String labels(String generation) {
    return "namespace=\"apps\",sluice_release=\"demo\",sluice_group=\"default\",sluice_generation=\"%s\""
        .formatted(generation);
  }

  static Path rules(Path folder) throws IOException {
    JsonNode rule = Chart.render("high-availability").one("PrometheusRule", "demo");
    Path file = folder.resolve("rules.yaml");
    Chart.YAML.writeValue(file.toFile(), rule.path("spec"));
    return file;
  }

  static void succeeds(Path folder, List<String> command) throws IOException, InterruptedException {
    Tool.Said said = Tool.PROMTOOL.run(folder, command);
    assertThat(said.code()).as("promtool %s%n%s", command, said.text()).isZero();
  }
}
