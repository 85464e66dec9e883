package io.sluice.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ValuesTest {

  /** What is wrong, and the words that must be in the refusal. Helm itself refuses. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          production | database.url= | database.url is empty: name your PostgreSQL
          production | database.existingSecret= | database.existingSecret is empty
          production | redis.url= | redis.url is empty: name your Redis
          production | migrations.existingSecret= | migrations.username is set
          production | oidc.issuer= | oidc.issuer is empty
          production | oidc.enabled=false | nobody could sign in
          production | oidc.scopes=profile groups | scopes
          production | security.trustedProxies= | ingress.enabled is true and security.trustedProxies is empty
          production | security.trustedProxies=10.0.0.0/8 *; | trustedProxies
          production | executions.defaultTimeoutSeconds=7200 | longer than executions.longestTimeoutSeconds, 3600
          production | executions.longestTimeoutSeconds=0 | longestTimeoutSeconds
          production | executions.longestTimeout=5 | longestTimeout
          production | redis.url=redis://user:secret@redis:6379 | url
          production | workers.default.replica=3 | replica
          production | workers.default.slots=65 | slots
          production | workers.default.executionModel=threads | executionModel
          production | workers.default.maxProcesses=3 | workers.default.maxProcesses is 3; it must be at least 5
          production | workers.default.minWorkers=9 | workers.default.minWorkers is 9 and more than maxWorkers, 4
          production | workers.default.resources.limits.memory=2Gi | does not fit into its memory
          production | workers.default.resources.limits.memory=much | memory
          production | workers.default.autoscaling.type=vpa | type
          production | workers.default.autoscaling.minReplicas=11 | minReplicas is 11 and more than maxReplicas, 10
          production | workers.default.autoscaling.type=keda | prometheusUrl is empty
          high-availability | workers.default.autoscaling.minReplicas=0 | an HPA cannot scale to zero
          high-availability | monitoring.rules=false | sluice_wanted_slots is a recording rule
          high-availability | monitoring.monitors=false | without metrics there is nothing to scale on
          production | adminApi.ingress.host= | adminApi.ingress.enabled is true and its host is empty
          production | adminApi.image.digest=latest | digest
          """)
  void aWrongValueIsRefusedWithASentence(String example, String setting, String words) {
    assertThatThrownBy(() -> Chart.render(example, setting)).hasMessageContaining(words);
  }

  @Test
  void theSumOfMemoryIsInTheRefusal() {
    assertThatThrownBy(() -> Chart.render("canary", "workers.canary.resources.limits.memory=2Gi"))
        .hasMessageContaining(
            "workers.canary does not fit into its memory: the orchestrator 448 MiB + 6 processes * (heap 128 +"
                + " metaspace 96 + direct 32 + code cache 48 + 4 stacks of 1024 KiB + 40 = 348 MiB) = 2536 MiB,"
                + " and 85 % of resources.limits.memory (2Gi) are 1740 MiB.");
  }

  @Test
  void withoutAnyValueTheChartSaysWhatIsMissing() {
    assertThatThrownBy(() -> Chart.render(List.of()))
        .hasMessageContaining("development.enabled=true");
  }

  static Stream<String> examples() {
    return Chart.EXAMPLES.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theSchemaAcceptsIt(String example) throws IOException {
    for (String file : Chart.EXAMPLES.getOrDefault(example, List.of())) {
      assertThat(faults(Chart.YAML.readTree(Chart.example(file).toFile()))).isEmpty();
    }
  }

  @Test
  void theSchemaKnowsEachDefaultAndNothingElse() throws IOException {
    JsonNode values = Chart.YAML.readTree(Chart.FOLDER.resolve("values.yaml").toFile());

    assertThat(faults(values)).isEmpty();
    assertThat(faults(Chart.YAML.readTree("redis: {urls: x}"))).isNotEmpty();
    assertThat(faults(Chart.YAML.readTree("redi: {}"))).isNotEmpty();
    JsonNode schema = Chart.YAML.readTree(Chart.FOLDER.resolve("values.schema.json").toFile());
    for (JsonNode object : schema.findParents("properties")) {
      if (object.path("type").asText().equals("object") && !isMap(object)) {
        assertThat(object.path("additionalProperties").asBoolean(true))
            .as(object.toString())
            .isFalse();
      }
    }
    assertThat(documented(values, schema, schema)).isEmpty();
  }

  /** Maps of quantities, of which one key is known. */
  private static boolean isMap(JsonNode object) {
    return object.path("additionalProperties").isObject();
  }

  /** Properties of the schema that {@code values.yaml} does not show. */
  private static List<String> documented(JsonNode values, JsonNode part, JsonNode schema) {
    JsonNode resolved =
        part.has("$ref") ? schema.at(part.path("$ref").asText().substring(1)) : part;
    return resolved.path("properties").properties().stream()
        .filter(each -> !each.getKey().equals("global"))
        .flatMap(
            each ->
                values.has(each.getKey())
                    ? documented(values.get(each.getKey()), each.getValue(), schema).stream()
                    : Stream.of(each.getKey()))
        .toList();
  }

  private static List<Error> faults(JsonNode values) throws IOException {
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(Files.readString(Chart.FOLDER.resolve("values.schema.json")));
    return schema.validate(values.toString(), InputFormat.JSON);
  }
}
