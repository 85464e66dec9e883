package io.sluice.helm.observed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardsTest {

  static Stream<Path> files() throws IOException {
    return Observed.dashboards().stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  void panelsHaveNumbersOfTheirOwnAndDoNotOverlap(Path file) {
    List<JsonNode> panels = panels(file);

    assertThat(panels).map(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
    assertThat(panels)
        .allSatisfy(
            panel -> assertThat(panels.stream().filter(other -> overlap(panel, other))).hasSize(1));
  }

  @ParameterizedTest
  @MethodSource("files")
  void eachPanelHasATitleAUnitASentenceAndAnExpression(Path file) {
    assertThat(panels(file))
        .filteredOn(panel -> !panel.path("type").asText().equals("row"))
        .isNotEmpty()
        .allSatisfy(
            panel -> {
              assertThat(panel.path("title").asText()).isNotBlank();
              assertThat(panel.path("description").asText()).matches("[A-Z].+\\.");
              assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotBlank();
              assertThat(panel.findValuesAsText("expr")).isNotEmpty().noneMatch(String::isBlank);
            });
  }

  @ParameterizedTest
  @MethodSource("files")
  void dataSourceAndNamespaceAreChosenByTheReader(Path file) {
    JsonNode dashboard = Observed.json(file);

    assertThat(dashboard.at("/templating/list").findValuesAsText("name"))
        .contains("datasource", "namespace");
    assertThat(dashboard.has("uid") || dashboard.has("id")).isFalse();
    assertThat(dashboard.findValuesAsText("uid")).isNotEmpty().containsOnly("${datasource}");
    assertThat(dashboard.findValuesAsText("expr"))
        .allMatch(expr -> expr.contains("{namespace=~\"$namespace\""));
  }

  private static List<JsonNode> panels(Path file) {
    return Observed.children(Observed.json(file).path("panels")).toList();
  }

  private static boolean overlap(JsonNode one, JsonNode other) {
    return overlap(one, other, "x", "w") && overlap(one, other, "y", "h");
  }

  private static boolean overlap(JsonNode one, JsonNode other, String from, String size) {
    JsonNode a = one.path("gridPos");
    JsonNode b = other.path("gridPos");
    return a.path(from).asInt() < b.path(from).asInt() + b.path(size).asInt()
        && b.path(from).asInt() < a.path(from).asInt() + a.path(size).asInt();
  }
}
