package io.sluice.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The settings with which {@code deploy/bench/upgrade} runs are those of the chart. */
class ChartSettingsTest {

  private static final Path FILE = Path.of("../bench/chart.json");
  private static final Path RENDERED = Path.of("target/chart.json");

  @Test
  void theSettingsOfTheUpgradeOnOneMachineAreThoseThatTheChartRenders() throws IOException {
    var chart =
        Chart.render(
            "production",
            "releaseGenerations.enabled=true",
            "oidc.enabled=false",
            "security.builtInUsers=true",
            "security.streamTokenSecret=sluice-stream-token",
            "security.administratorSecret=sluice-administrator");
    var settings =
        Map.of(
            "migrations", settings(chart.one("Job", "demo-migrations")),
            "admin-api", settings(chart.one("Deployment", "demo-admin-api")),
            "diagnostics-web", settings(chart.one("Deployment", "demo-diagnostics-web")),
            "worker",
                settings(
                    chart
                        .of("Deployment")
                        .filter(each -> Chart.name(each).startsWith("demo-worker-default"))
                        .findFirst()
                        .orElseThrow()));
    String rendered =
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(new TreeMap<>(settings))
            + "\n";
    Files.writeString(RENDERED, rendered);

    assertThat(FILE)
        .as("The chart changed: cp deploy/helm/target/chart.json deploy/bench/chart.json")
        .hasContent(rendered);
  }

  private static Map<String, String> settings(JsonNode object) {
    var settings = new TreeMap<String, String>();
    for (JsonNode variable : object.at("/spec/template/spec/containers/0/env")) {
      String value =
          variable.has("valueFrom")
              ? variable.at("/valueFrom/fieldRef/fieldPath").asText()
              : variable.path("value").asText();
      settings.put(variable.path("name").asText(), value);
    }
    return settings;
  }
}
