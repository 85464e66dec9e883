package io.sluice.helm.observed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The alerts and dashboards of this module. */
final class Observed {

  /** The folder of the module, where Maven starts tests. */
  static final Path MODULE = Path.of("").toAbsolutePath();

  static final Path PROMETHEUS = MODULE.resolve("sluice/files/prometheus");
  static final Path ALERTS = PROMETHEUS.resolve("alerts.yaml");
  static final Path DASHBOARDS = MODULE.resolve("sluice/files/grafana");
  static final Path RUNBOOKS = MODULE.resolve("../../docs/runbooks.md");

  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.+), \\w+\\)");
  private static final ObjectMapper YAML = new YAMLMapper();
  private static final ObjectMapper JSON = new ObjectMapper();

  private Observed() {}

  /** The rules of {@code alerts.yaml}. */
  static List<JsonNode> alerts() {
    return children(yaml(ALERTS).path("groups"))
        .flatMap(group -> children(group.path("rules")))
        .toList();
  }

  /** The files with tests for promtool. */
  static List<Path> alertTests() throws IOException {
    return files(PROMETHEUS.resolve("tests"));
  }

  static JsonNode yaml(Path file) {
    return read(YAML, file);
  }

  static List<Path> dashboards() throws IOException {
    return files(DASHBOARDS);
  }

  static JsonNode json(Path file) {
    return read(JSON, file);
  }

  /** All expressions of a dashboard: of panels, of annotations, and of its variables. */
  static List<String> expressions(JsonNode dashboard) {
    Stream<String> variables =
        children(dashboard.path("templating").path("list"))
            .map(variable -> LABEL_VALUES.matcher(variable.path("query").asText()))
            .filter(java.util.regex.Matcher::matches)
            .map(query -> query.group(1));
    return Stream.concat(dashboard.findValuesAsText("expr").stream(), variables).toList();
  }

  static Stream<JsonNode> children(JsonNode list) {
    return Stream.iterate(0, i -> i < list.size(), i -> i + 1).map(list::get);
  }

  private static JsonNode read(ObjectMapper mapper, Path file) {
    try {
      return mapper.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
