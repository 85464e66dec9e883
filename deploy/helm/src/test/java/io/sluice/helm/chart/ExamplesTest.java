package io.sluice.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {

  /** Kinds that operators define; their schemas are not in the client. */
  private static final Set<String> OTHERS =
      Set.of(
          "monitoring.coreos.com/v1 ServiceMonitor",
          "monitoring.coreos.com/v1 PodMonitor",
          "monitoring.coreos.com/v1 PrometheusRule",
          "keda.sh/v1alpha1 ScaledObject");

  static Stream<String> examples() {
    return Chart.EXAMPLES.keySet().stream().sorted();
  }

  @Test
  void eachFileOfTheExamplesIsTried() throws IOException {
    try (Stream<Path> files = Files.list(Chart.FOLDER.resolve("examples"))) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
          .containsExactlyInAnyOrderElementsOf(Chart.EXAMPLES.keySet());
    }
  }

  /** Helm lints with the chart's own values, so the example's are merged into a copy. */
  @ParameterizedTest
  @MethodSource("examples")
  void helmLintsItStrictly(String example, @TempDir Path folder) throws IOException {
    Path copy = Chart.copied(folder);
    JsonNode values = Chart.YAML.readTree(copy.resolve("values.yaml").toFile());
    for (String file : Chart.EXAMPLES.getOrDefault(example, List.of())) {
      merge((ObjectNode) values, Chart.YAML.readTree(Chart.example(file).toFile()));
    }
    Chart.YAML.writeValue(copy.resolve("values.yaml").toFile(), values);

    var result = new Helm(copy).lint().strict().call();

    assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
  }

  private static void merge(ObjectNode into, JsonNode from) {
    from.properties()
        .forEach(
            entry -> {
              JsonNode before = into.get(entry.getKey());
              if (before instanceof ObjectNode object && entry.getValue().isObject()) {
                merge(object, entry.getValue());
              } else {
                into.set(entry.getKey(), entry.getValue());
              }
            });
  }

  @ParameterizedTest
  @MethodSource("examples")
  void eachObjectIsValidForKubernetes(String example) {
    for (JsonNode object : Chart.render(example).all()) {
      if (KubernetesSchema.knows(object)) {
        assertThatCode(() -> KubernetesSchema.check(object))
            .as(Chart.name(object))
            .doesNotThrowAnyException();
      } else {
        assertThat(KubernetesSchema.kind(object)).isIn(OTHERS);
      }
      assertThat(Chart.name(object)).matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?").hasSizeLessThan(64);
    }
  }

  @Test
  void theSchemaOfKubernetesRefusesAnUnknownFieldDeepInside() {
    JsonNode deployment = Chart.render("small").one("Deployment", "demo-admin-api").deepCopy();
    ((ObjectNode) deployment.at("/spec/template/spec/containers/0/livenessProbe")).put("often", 1);

    assertThatThrownBy(() -> KubernetesSchema.check(deployment)).hasMessageContaining("often");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void eachPodKeepsTheRestrictedProfile(String example) {
    assertThat(Chart.render(example).pods()).isNotEmpty().allSatisfy(ExamplesTest::restricted);
  }

  private static void restricted(JsonNode pod) {
    JsonNode spec = pod.path("spec");
    assertThat(spec.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(spec.at("/securityContext/runAsUser").asInt()).isEqualTo(10001);
    assertThat(spec.at("/securityContext/seccompProfile/type").asText())
        .isEqualTo("RuntimeDefault");
    for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
      assertThat(spec.has(shared)).isFalse();
    }
    assertThat(spec.path("volumes").findValues("hostPath")).isEmpty();
    assertThat(spec.path("containers"))
        .isNotEmpty()
        .allSatisfy(
            container -> {
              JsonNode security = container.path("securityContext");
              assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
              assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
              assertThat(security.path("runAsNonRoot").asBoolean()).isTrue();
              assertThat(security.at("/capabilities/drop").toString()).isEqualTo("[\"ALL\"]");
              assertThat(security.at("/capabilities").has("add")).isFalse();
              assertThat(container.at("/resources/limits/memory").asText()).isNotBlank();
              assertThat(container.at("/resources/requests/memory").asText()).isNotBlank();
            });
  }

  @ParameterizedTest
  @MethodSource("examples")
  void noPodHasATokenOfTheApiServerButAdminApiWithReleaseGenerations(String example) {
    var manifests = Chart.render(example);
    boolean generations = manifests.of("Role").findAny().isPresent();

    assertThat(manifests.pods())
        .allSatisfy(
            pod ->
                assertThat(pod.at("/spec/automountServiceAccountToken").asBoolean(true))
                    .isEqualTo(
                        generations
                            && pod.at("/spec/containers/0/name").asText().equals("admin-api")));
    assertThat(generations).isEqualTo(example.equals("high-availability"));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void selectorsMatchTheLabelsOfTheirPodsAndNoOthers(String example) {
    var manifests = Chart.render(example);
    var pods = manifests.pods().map(pod -> pod.at("/metadata/labels")).toList();

    assertThat(manifests.of("Deployment"))
        .allSatisfy(
            deployment ->
                assertThat(
                        pods.stream()
                            .filter(each -> has(each, deployment.at("/spec/selector/matchLabels"))))
                    .containsExactly(deployment.at("/spec/template/metadata/labels")));
    assertThat(manifests.of("Service"))
        .allSatisfy(
            service ->
                assertThat(pods.stream().filter(each -> has(each, service.at("/spec/selector"))))
                    .hasSize(1));
    assertThat(manifests.of("PodDisruptionBudget"))
        .allSatisfy(
            budget -> {
              assertThat(budget.at("/spec/maxUnavailable").asInt()).isEqualTo(1);
              assertThat(
                      pods.stream()
                          .filter(each -> has(each, budget.at("/spec/selector/matchLabels"))))
                  .hasSize(1);
            });
    assertThat(manifests.of("NetworkPolicy").skip(1))
        .allSatisfy(
            policy ->
                assertThat(
                        policy.at("/spec/podSelector").has("matchExpressions")
                            || pods.stream()
                                .anyMatch(
                                    each -> has(each, policy.at("/spec/podSelector/matchLabels")))
                            || (Chart.name(policy).equals("demo-migrations")
                                && example.equals("small")))
                    .as(Chart.name(policy))
                    .isTrue());
  }

  private static boolean has(JsonNode labels, JsonNode selector) {
    return selector.properties().stream()
        .allMatch(each -> each.getValue().equals(labels.get(each.getKey())));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void eachServiceIsProbedAtItsManagementPortWhichNoIngressNames(String example) {
    var manifests = Chart.render(example);

    assertThat(manifests.of("Deployment").filter(each -> !isDevelopment(each)))
        .allSatisfy(
            deployment -> {
              JsonNode container = deployment.at("/spec/template/spec/containers/0");
              assertThat(container.at("/startupProbe/httpGet/path").asText())
                  .isEqualTo("/q/health/started");
              assertThat(container.at("/livenessProbe/httpGet/path").asText())
                  .isEqualTo("/q/health/live");
              assertThat(container.at("/readinessProbe/httpGet/path").asText())
                  .isEqualTo("/q/health/ready");
              assertThat(container.findValuesAsText("port")).containsOnly("management");
              assertThat(deployment.at("/spec/strategy/rollingUpdate/maxUnavailable").asInt(1))
                  .isZero();
            });
    assertThat(manifests.of("Ingress"))
        .allSatisfy(
            ingress -> {
              assertThat(ingress.toString()).doesNotContain("management");
              assertThat(
                      ingress
                          .at("/metadata/annotations")
                          .path("nginx.ingress.kubernetes.io/proxy-read-timeout")
                          .asText())
                  .isEqualTo("3600");
            });
  }

  private static boolean isDevelopment(JsonNode object) {
    return Chart.name(object).matches("demo-(postgres|redis)");
  }

  /** Secrets are files; nothing secret is a variable, an argument or in a ConfigMap. */
  @ParameterizedTest
  @MethodSource("examples")
  void secretsAreMountedFilesAndNothingElse(String example) {
    var manifests = Chart.render(example);

    assertThat(manifests.pods())
        .allSatisfy(
            pod -> {
              assertThat(pod.findValues("secretKeyRef")).isEmpty();
              assertThat(pod.findValues("envFrom")).isEmpty();
            });
    assertThat(manifests.of("ConfigMap"))
        .allSatisfy(map -> assertThat(map.path("data").toString()).doesNotContain("assword\":\""));
    var mounted = new HashSet<String>();
    manifests.pods().forEach(pod -> mounted.addAll(secretKeys(pod)));
    assertThat(mounted).isNotEmpty();
    manifests
        .of("Secret")
        .forEach(
            secret ->
                assertThat(mounted)
                    .containsAll(
                        StreamSupport.stream(
                                ((Iterable<String>) () -> secret.path("data").fieldNames())
                                    .spliterator(),
                                false)
                            .map(key -> Chart.name(secret) + "/" + key)
                            .toList()));
  }

  private static List<String> secretKeys(JsonNode pod) {
    var keys = new ArrayList<String>();
    for (JsonNode secret : pod.findValues("secret")) {
      String name = secret.path("name").asText(secret.path("secretName").asText());
      secret.path("items").forEach(item -> keys.add(name + "/" + item.path("key").asText()));
    }
    return keys;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void workersNeverReachPostgresql(String example) {
    assertThat(Chart.render(example).of("NetworkPolicy"))
        .anyMatch(policy -> Chart.name(policy).equals("demo-deny"))
        .filteredOn(policy -> Chart.name(policy).startsWith("demo-worker"))
        .isNotEmpty()
        .allSatisfy(
            policy ->
                assertThat(policy.at("/spec/egress").findValuesAsText("port"))
                    .contains("53", "6379")
                    .doesNotContain("5432"));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void noDeploymentBesideAnAutoscalerHasReplicas(String example) {
    var manifests = Chart.render(example);
    var scaled =
        Stream.concat(manifests.of("HorizontalPodAutoscaler"), manifests.of("ScaledObject"))
            .map(each -> each.at("/spec/scaleTargetRef/name").asText())
            .toList();

    assertThat(manifests.of("Deployment"))
        .allSatisfy(
            each ->
                assertThat(each.at("/spec").has("replicas"))
                    .isEqualTo(!scaled.contains(Chart.name(each))));
    assertThat(manifests.of("Deployment").map(Chart::name)).containsAll(scaled);
  }
}
