package io.sluice.admin.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.sluice.registration.WorkerHeartbeat;
import io.sluice.registration.WorkerHeartbeat.ExecutionView;
import io.sluice.registration.WorkerHeartbeat.ProcessView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loop's view of a cluster and its changes, against fabric8's API server for tests. */
@EnableKubernetesMockClient(crud = true)
@SuppressWarnings("NullAway.Init")
class ClusterTest {

  private static final Instant NOW = Instant.EPOCH;

  KubernetesMockServer server;
  KubernetesClient client;
  private Cluster cluster;

  @BeforeEach
  void twoGenerations() {
    cluster = new Cluster(client, new Config());
    deployment("demo-w-a", "a");
    deployment("demo-w-b", "b");
    pod("pod-a", "a");
    pod("pod-b", "b");
  }

  @Test
  void anUpgradeWhileAnExecutionRunsEndsWithTheOldGenerationAtZero() throws Exception {
    current("demo-w-b");
    var busy = List.of(beat("pod-a", "ready", 1), beat("pod-b", "ready", 0));

    turn(busy);
    assertThat(annotation("pod-a", Cluster.DRAIN)).isEqualTo("true");
    assertThat(annotation("pod-b", Cluster.DRAIN)).isNull();
    assertThat(annotation("pod-a", Cluster.COST)).isEqualTo("1");

    turn(List.of(beat("pod-a", "draining", 1), beat("pod-b", "ready", 0)));
    assertThat(replicas("demo-w-a")).isEqualTo(1);

    turn(List.of(beat("pod-a", "draining", 0), beat("pod-b", "ready", 2)));
    assertThat(replicas("demo-w-a")).isZero();
    assertThat(replicas("demo-w-b")).isEqualTo(1);
    assertThat(annotation("pod-b", Cluster.COST)).isEqualTo("2");
    assertThat(changes()).allMatch(each -> each.contains("/pods/") || each.endsWith("/scale"));
  }

  @Test
  void aRollbackTakesTheMarkAway() {
    current("demo-w-b");
    turn(List.of(beat("pod-a", "ready", 1), beat("pod-b", "ready", 0)));
    client.configMaps().inNamespace("apps").withName("demo-generations").delete();
    current("demo-w-a");

    turn(List.of(beat("pod-a", "draining", 1), beat("pod-b", "ready", 0)));

    assertThat(annotation("pod-a", Cluster.DRAIN)).isNull();
    assertThat(annotation("pod-b", Cluster.DRAIN)).isEqualTo("true");
  }

  @Test
  void withoutTheConfigMapNothingIsDecided() {
    assertThatThrownBy(() -> cluster.read(List.of())).hasMessageContaining("demo-generations");
  }

  private void turn(List<WorkerHeartbeat> heartbeats) {
    ReleaseState state = cluster.read(heartbeats);
    ReleaseRules.decide(state).forEach(cluster::carryOut);
    ReleaseRules.costs(state).forEach(cluster::carryOut);
  }

  /** Requests that changed something, as the Role must allow them. */
  private List<String> changes() throws InterruptedException {
    var changes = new ArrayList<String>();
    for (int left = server.getRequestCount(); left > 0; left--) {
      var request = server.takeRequest();
      if (request.getMethod().equals("PATCH") || request.getMethod().equals("PUT")) {
        changes.add(request.getPath());
      }
    }
    return changes;
  }

  private void current(String deployment) {
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("apps")
                .withName("demo-generations")
                .endMetadata()
                .withData(Map.of("w", deployment))
                .build())
        .create();
  }

  private void deployment(String name, String generation) {
    client
        .resource(
            new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace("apps")
                .withName(name)
                .withLabels(labels(generation))
                .endMetadata()
                .withNewSpec()
                .withReplicas(1)
                .endSpec()
                .withNewStatus()
                .withReadyReplicas(1)
                .endStatus()
                .build())
        .create();
  }

  private void pod(String name, String generation) {
    client
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withNamespace("apps")
                .withName(name)
                .withLabels(labels(generation))
                .endMetadata()
                .withNewStatus()
                .addNewContainerStatus()
                .withNewState()
                .withNewRunning()
                .endRunning()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build())
        .create();
  }

  private static Map<String, String> labels(String generation) {
    return Map.of(
        "app.kubernetes.io/instance", "demo", Cluster.GROUP, "w", Cluster.GENERATION, generation);
  }

  private int replicas(String deployment) {
    return client
        .apps()
        .deployments()
        .inNamespace("apps")
        .withName(deployment)
        .get()
        .getSpec()
        .getReplicas();
  }

  private @Nullable String annotation(String pod, String name) {
    return client
        .pods()
        .inNamespace("apps")
        .withName(pod)
        .get()
        .getMetadata()
        .getAnnotations()
        .get(name);
  }

  private static WorkerHeartbeat beat(String pod, String status, int running) {
    var execution = new ExecutionView("e", "w", "sleep", "RUNNING", NOW, 1, null, null);
    var process =
        new ProcessView(1, 1, "ACTIVE", NOW, "thread", 1, 1, 0, 1, 0, null, 0, List.of(execution));
    return new WorkerHeartbeat(
        pod + "-00000000",
        pod,
        "1",
        NOW,
        NOW,
        status,
        null,
        "thread",
        4,
        4,
        false,
        java.util.Collections.nCopies(running, process));
  }

  /** Settings as the chart gives them. */
  private record Config() implements ReleaseConfig {
    @Override
    public boolean enabled() {
      return true;
    }

    @Override
    public String release() {
      return "demo";
    }

    @Override
    public String namespace() {
      return "apps";
    }

    @Override
    public String current() {
      return "demo-generations";
    }

    @Override
    public boolean podDeletionCost() {
      return true;
    }
  }
}
