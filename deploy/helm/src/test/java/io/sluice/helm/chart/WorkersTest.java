package io.sluice.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.helm.chart.Chart.Manifests;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkersTest {

  @Test
  void oneLongestTimeoutFeedsTheLimitTheWaitAndTheGracePeriod() {
    var manifests =
        Chart.render(
            "production",
            "executions.longestTimeoutSeconds=7200",
            "executions.cancelGraceSeconds=20",
            "executions.gracefulShutdownSeconds=7");
    JsonNode worker = manifests.one("Deployment", "demo-worker-default").at("/spec/template");

    assertThat(
            Chart.env(
                manifests.one("Deployment", "demo-admin-api").at("/spec/template"),
                "EXECUTION_LONGEST_TIMEOUT_SECONDS"))
        .isEqualTo("7200");
    assertThat(Chart.env(worker, "SLUICE_SUPERVISION_DRAIN_WITHIN")).isEqualTo("7227s");
    assertThat(worker.at("/spec/terminationGracePeriodSeconds").asInt()).isEqualTo(7257);
  }

  @Test
  void theCanaryHasTheFlagBesideAGroupWithout() {
    var manifests = Chart.render("canary");

    assertThat(flag(manifests, "default")).isEqualTo("9 false");
    assertThat(flag(manifests, "canary")).isEqualTo("1 true");
  }

  private static String flag(Manifests manifests, String group) {
    JsonNode deployment = manifests.one("Deployment", "demo-worker-" + group);
    return deployment.at("/spec/replicas").asInt()
        + " "
        + Chart.env(deployment.at("/spec/template"), "USE_THREAD_WORKERS");
  }

  @Test
  void aGroupThatIsNullIsGone() {
    assertThat(Chart.render("canary", "workers.canary=null").of("Deployment").map(Chart::name))
        .contains("demo-worker-default")
        .doesNotContain("demo-worker-canary");
  }

  @Test
  void onlyWhatPodsAreMadeOfMakesANewGeneration() {
    String before = current("workers.default.slots=4");

    assertThat(current("workers.default.autoscaling.maxReplicas=30")).isEqualTo(before);
    assertThat(current("adminApi.replicas=4")).isEqualTo(before);
    assertThat(current("workers.default.slots=5")).isNotEqualTo(before);
    assertThat(current("executions.longestTimeoutSeconds=3601")).isNotEqualTo(before);
    assertThat(current("workers.default.image.tag=v2")).isNotEqualTo(before);
  }

  private static String current(String setting) {
    var manifests = Chart.render("high-availability", setting);
    String name = manifests.one("ConfigMap", "demo-generations").at("/data/default").asText();
    JsonNode deployment = manifests.one("Deployment", name);
    assertThat(deployment.at("/metadata/annotations").path("helm.sh/resource-policy").asText())
        .isEqualTo("keep");
    assertThat(
            manifests
                .one("HorizontalPodAutoscaler", "demo-worker-default")
                .at("/spec/scaleTargetRef/name")
                .asText())
        .isEqualTo(name);
    return name;
  }

  /** The rights of the loop in admin-api: nothing but these. */
  @Test
  void adminApiMayOnlyScaleAndMark() {
    JsonNode rules = Chart.render("high-availability").of("Role").findFirst().orElseThrow();

    assertThat(rules.path("rules"))
        .extracting(rule -> rule.path("resources").toString() + rule.path("verbs"))
        .isEqualTo(
            List.of(
                "[\"configmaps\"][\"get\"]",
                "[\"deployments\"][\"list\"]",
                "[\"deployments/scale\"][\"get\",\"update\",\"patch\"]",
                "[\"pods\"][\"list\",\"patch\"]"));
  }

  @Test
  void migrationsAreAHookWithARoleOfTheirOwnAndAdminApiDoesNotMigrate() {
    var manifests = Chart.render("production");
    JsonNode job = manifests.one("Job", "demo-migrations");

    assertThat(job.at("/metadata/annotations").path("was/hook").asText())
        .isEqualTo("pre-install,pre-upgrade");
    assertThat(Chart.env(job.at("/spec/template"), "QUARKUS_DATASOURCE_USERNAME"))
        .isEqualTo("sluice_migrations");
    assertThat(Chart.env(job.at("/spec/template"), "SLUICE_MIGRATIONS_RUN")).isEqualTo("only");
    assertThat(job.toString()).contains("sluice-migrations").doesNotContain("sluice-database");
    assertThat(
            Chart.env(
                manifests.one("Deployment", "demo-admin-api").at("/spec/template"),
                "SLUICE_MIGRATIONS_RUN"))
        .isEqualTo("never");
  }

  @Test
  void aWorkerIsKnownByTheNameOfItsPodWhichMayBeLongerThanThatOfAHost() {
    JsonNode worker = Chart.render("production").one("Deployment", "demo-worker-default");

    assertThat(worker.at("/spec/template/spec/containers/0/env"))
        .filteredOn(each -> each.path("name").asText().equals("SLUICE_REGISTRATION_HOSTNAME"))
        .singleElement()
        .extracting(each -> each.at("/valueFrom/fieldRef/fieldPath").asText())
        .isEqualTo("metadata.name");
  }
}
