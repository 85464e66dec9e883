package io.sluice.helm.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The chart, rendered by Helm with values. */
final class Chart {

  static final Path FOLDER = Path.of("sluice").toAbsolutePath();

  /**
   * What a test copy says instead, because Helm as a library renders no hooks and asks a cluster.
   */
  private static final Map<String, String> REPLACED =
      Map.of(
          "helm.sh/hook: ", "was/hook: ",
          "lookup \"v1\" \"Secret\" .Release.Namespace ", "index (dict) ");

  static final String NAMESPACE = "apps";
  static final ObjectMapper YAML = new YAMLMapper();

  /** Each example with the files of values that it needs, in order. */
  static final Map<String, List<String>> EXAMPLES =
      Map.of(
          "small", List.of("small"),
          "production", List.of("production"),
          "high-availability", List.of("production", "high-availability"),
          "canary", List.of("production", "canary"));

  private static final Path COPY = copied(Path.of("target/chart-" + ProcessHandle.current().pid()));

  private Chart() {}

  /** Copies the chart so that Helm as a library renders all of it. */
  static Path copied(Path folder) {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve("sluice").resolve(FOLDER.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        String text = Files.readString(file);
        for (var each : REPLACED.entrySet()) {
          text = text.replace(each.getKey(), each.getValue());
        }
        Files.writeString(copy, text);
      }
      return folder.resolve("sluice").toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path example(String name) {
    return FOLDER.resolve("examples/" + name + ".yaml");
  }

  /** Renders an example with further settings, {@code a.b=c}. */
  static Manifests render(String example, String... settings) {
    return render(EXAMPLES.getOrDefault(example, List.of()), settings);
  }

  static Manifests render(List<String> files, String... settings) {
    var template =
        new Helm(COPY)
            .template()
            .withName("demo")
            .withNamespace(NAMESPACE)
            .withKubeVersion("1.31.0");
    files.forEach(file -> template.withValuesFile(example(file)));
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      template.set(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return new Manifests(documents(template.call()));
  }

  private static List<JsonNode> documents(String text) {
    try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
      var documents = new ArrayList<JsonNode>();
      values.readAll().stream().filter(JsonNode::isObject).forEach(documents::add);
      return documents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rendered objects. */
  record Manifests(List<JsonNode> all) {

    Stream<JsonNode> of(String kind) {
      return all.stream().filter(each -> each.path("kind").asText().equals(kind));
    }

    JsonNode one(String kind, String name) {
      return of(kind)
          .filter(each -> name(each).equals(name))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no " + kind + " " + name + " in " + names()));
    }

    List<String> names() {
      return all.stream().map(each -> each.path("kind").asText() + "/" + name(each)).toList();
    }

    /** Objects with pods: the object, and the template of its pods. */
    Stream<JsonNode> pods() {
      return all.stream()
          .filter(each -> Stream.of("Deployment", "Job", "Pod").anyMatch(k -> kind(each, k)))
          .map(each -> kind(each, "Pod") ? each : each.at("/spec/template"));
    }

    private static boolean kind(JsonNode object, String kind) {
      return object.path("kind").asText().equals(kind);
    }
  }

  static String name(JsonNode object) {
    return object.at("/metadata/name").asText();
  }

  /** Value of a variable of the first container; null if it has none. */
  static @Nullable String env(JsonNode pod, String name) {
    for (JsonNode variable : pod.at("/spec/containers/0/env")) {
      if (variable.path("name").asText().equals(name)) {
        return variable.path("value").asText();
      }
    }
    return null;
  }
}
