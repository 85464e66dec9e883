package io.sluice.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.helm.chart.Chart.Manifests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The chart and the Dockerfile of the images, which must agree. */
class ImagesTest {
  private static final Pattern STAGE = Pattern.compile("(?m)^FROM \\S+ AS (\\S+)$");
  private static final Manifests CHART = Chart.render("production");
  private static final Map<String, String> STAGES = stages();

  @Test
  void theChartNamesTheImagesThatAreBuiltAndTheirVersion() throws IOException {
    JsonNode chart = Chart.YAML.readTree(Chart.FOLDER.resolve("Chart.yaml").toFile());
    String version = chart.path("appVersion").asText();

    assertThat(services())
        .extracting(pod -> container(pod).path("image").asText())
        .allMatch(image -> STAGES.containsKey(service(image)) && image.endsWith(":" + version))
        .extracting(ImagesTest::service)
        .contains("admin-api", "diagnostics-web", "orchestrator-service");
    assertThat(Files.readString(Path.of("../../pom.xml")))
        .contains("<artifactId>sluice</artifactId>\n  <version>" + version + "-SNAPSHOT</version>");
  }

  @Test
  void podsRunAsTheUserOfTheImageAndByItsEntryPoint() {
    assertThat(services())
        .allSatisfy(
            pod -> {
              JsonNode security = pod.at("/spec/securityContext");
              String user =
                  security.path("runAsUser").asText() + ":" + security.path("runAsGroup").asText();
              assertThat(stage(pod)).contains("\nUSER " + user + "\n").contains("/usr/bin/tini");
              assertThat(container(pod).has("command")).isFalse();
              assertThat(container(pod).has("args")).isFalse();
            });
  }

  @Test
  void theChartSetsTheHeapAndTheImageTheOtherFlags() {
    assertThat(services())
        .allSatisfy(
            pod -> {
              assertThat(Chart.env(pod, "JAVA_TOOL_OPTIONS")).matches("-Xmx\\d+m");
              // An argument would win over the variable.
              assertThat(stage(pod)).contains("jvm.options").doesNotContain("\"-Xmx");
            });
  }

  @Test
  void portsOfPodsAreThoseOfTheImage() {
    services()
        .forEach(
            pod ->
                container(pod)
                    .path("ports")
                    .forEach(
                        port ->
                            assertThat(exposed(stage(pod)))
                                .contains(port.path("containerPort").asText())));
  }

  @Test
  void aWorkerHasItsRuntimeFromTheImageAndItsStateInAVolume() {
    JsonNode worker = CHART.one("Deployment", "demo-worker-default").at("/spec/template");
    String state = Chart.env(worker, "SLUICE_LAUNCH_STATE_FOLDER");

    assertThat(state).isEqualTo("/run/sluice");
    assertThat(Chart.env(worker, "SLUICE_LAUNCH_RUNTIME_FOLDER")).isNull();
    assertThat(stage(worker))
        .contains("\nENV SLUICE_LAUNCH_RUNTIME_FOLDER=/opt/sluice/lib/runtime\n")
        .contains(" /opt/sluice/lib/runtime\n")
        .contains("\nENV SLUICE_LAUNCH_STATE_FOLDER=" + state + "\n")
        .contains("--chown=10001:10001 /state /run\n")
        .contains("\nENV JAVA_HOME=/opt/java/openjdk\n");
    assertThat(container(worker).path("volumeMounts").findValuesAsText("mountPath"))
        .contains("/tmp", state);
  }

  /** Pods but that of {@code helm test}, which has a command of its own. */
  private static List<JsonNode> services() {
    return CHART
        .pods()
        .filter(pod -> !container(pod).path("name").asText().equals("ready"))
        .toList();
  }

  private static JsonNode container(JsonNode pod) {
    return pod.at("/spec/containers/0");
  }

  private static String stage(JsonNode pod) {
    return STAGES.getOrDefault(service(container(pod).path("image").asText()), "");
  }

  private static String service(String image) {
    return image.replaceAll("^.*sluice/", "").replaceAll("[:@].*$", "");
  }

  private static List<String> exposed(String stage) {
    return stage
        .lines()
        .filter(line -> line.startsWith("EXPOSE "))
        .flatMap(line -> Arrays.stream(line.substring("EXPOSE ".length()).split(" ", -1)))
        .toList();
  }

  /** Text of each stage by its name. */
  private static Map<String, String> stages() {
    try {
      String text = Files.readString(Path.of("../images/Dockerfile"));
      return Stream.of(text.split("(?m)^(?=FROM )", -1))
          .filter(stage -> STAGE.matcher(stage).find())
          .collect(Collectors.toMap(ImagesTest::name, stage -> stage));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(String stage) {
    var matcher = STAGE.matcher(stage);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
