package io.sluice.admin.worker;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.sluice.admin.worker.ReleaseState.WorkerDeployment;
import io.sluice.admin.worker.ReleaseState.WorkerPod;
import io.sluice.registration.WorkerHeartbeat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads and changes the workers of a release through the API server. */
final class Cluster {

  static final String GROUP = "sluice.io/group";
  static final String GENERATION = "sluice.io/generation";
  static final String DRAIN = "sluice.io/drain";
  static final String COST = "controller.kubernetes.io/pod-deletion-cost";
  private static final String RELEASE = "app.kubernetes.io/instance";

  private final KubernetesClient client;
  private final ReleaseConfig config;

  Cluster(KubernetesClient client, ReleaseConfig config) {
    this.client = client;
    this.config = config;
  }

  ReleaseState read(List<WorkerHeartbeat> heartbeats) {
    var current =
        client.configMaps().inNamespace(config.namespace()).withName(config.current()).get();
    if (current == null) {
      throw new IllegalStateException(
          "There is no ConfigMap %s in %s, so that the present release generations are not known."
              .formatted(config.current(), config.namespace()));
    }
    var deployments =
        client
            .apps()
            .deployments()
            .inNamespace(config.namespace())
            .withLabel(RELEASE, config.release())
            .withLabel(GROUP)
            .list()
            .getItems();
    var pods =
        client
            .pods()
            .inNamespace(config.namespace())
            .withLabel(RELEASE, config.release())
            .withLabel(GROUP)
            .list()
            .getItems();
    return new ReleaseState(
        Map.copyOf(current.getData()),
        deployments.stream().map(Cluster::deployment).toList(),
        pods.stream().map(pod -> pod(pod, heartbeats)).toList());
  }

  void carryOut(ReleaseStep step) {
    switch (step) {
      case ReleaseStep.Mark mark -> annotate(mark.pod(), DRAIN, mark.draining() ? "true" : null);
      case ReleaseStep.SetCost cost -> annotate(cost.pod(), COST, Integer.toString(cost.cost()));
      case ReleaseStep.ScaleToZero scale ->
          client
              .apps()
              .deployments()
              .inNamespace(config.namespace())
              .withName(scale.deployment())
              .scale(0);
    }
  }

  private void annotate(String pod, String name, @Nullable String value) {
    String json = value == null ? "null" : "\"" + value + "\"";
    client
        .pods()
        .inNamespace(config.namespace())
        .withName(pod)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"%s\":%s}}}".formatted(name, json));
  }

  private static WorkerDeployment deployment(Deployment deployment) {
    Integer wanted = deployment.getSpec().getReplicas();
    Integer ready =
        deployment.getStatus() == null ? null : deployment.getStatus().getReadyReplicas();
    return new WorkerDeployment(
        deployment.getMetadata().getName(),
        label(deployment, GROUP),
        label(deployment, GENERATION),
        wanted == null ? 1 : wanted,
        ready == null ? 0 : ready);
  }

  private static WorkerPod pod(Pod pod, List<WorkerHeartbeat> heartbeats) {
    String name = pod.getMetadata().getName();
    var annotations = pod.getMetadata().getAnnotations();
    var heard = heartbeats.stream().filter(beat -> beat.hostname().equals(name)).toList();
    return new WorkerPod(
        name,
        label(pod, GROUP),
        label(pod, GENERATION),
        "true".equals(annotations.get(DRAIN)),
        number(annotations.get(COST)),
        hasStarted(pod),
        heard.stream().allMatch(beat -> beat.status().equals("draining")),
        heard.isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(heard.stream().mapToInt(Cluster::running).sum()));
  }

  /** Stuck executions do not hold a worker. */
  private static int running(WorkerHeartbeat beat) {
    return beat.processes().stream()
        .mapToInt(
            process ->
                (int)
                    process.executions().stream()
                        .filter(execution -> !execution.status().equals("STUCK"))
                        .count())
        .sum();
  }

  private static boolean hasStarted(Pod pod) {
    return pod.getStatus() != null
        && pod.getStatus().getContainerStatuses().stream()
            .map(ContainerStatus::getState)
            .anyMatch(state -> state != null && state.getRunning() != null);
  }

  private static String label(HasMetadata object, String name) {
    return object.getMetadata().getLabels().getOrDefault(name, "");
  }

  private static OptionalInt number(@Nullable String text) {
    return text != null && text.matches("\\d{1,9}")
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }
}
