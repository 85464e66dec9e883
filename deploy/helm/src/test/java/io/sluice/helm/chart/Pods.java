package io.sluice.helm.chart;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Deployments and pods of the group {@code default} in an API server that schedules nothing: the
 * test is the kubelet, and {@link #firstToGo} the controller of a ReplicaSet.
 */
record Pods(KubernetesClient client) {
  private static final String COST = "controller.kubernetes.io/pod-deletion-cost";
  private static final String DRAIN = "sluice.io/drain";
  private static final String MAP = "demo-generations";

  /** Makes this Deployment the present one. */
  void present(String deployment) {
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(Chart.NAMESPACE)
                .withName(MAP)
                .endMetadata()
                .withData(Map.of("default", deployment))
                .build())
        .createOr(existing -> existing.update());
  }

  void deployment(String name, String generation, int replicas) {
    client
        .resource(
            new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace(Chart.NAMESPACE)
                .withName(name)
                .withLabels(labels(generation))
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .endSpec()
                .withNewStatus()
                .withReadyReplicas(replicas)
                .endStatus()
                .build())
        .createOr(existing -> existing.update());
  }

  /** A pod whose container runs. */
  void pod(String name, String generation) {
    client
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withNamespace(Chart.NAMESPACE)
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

  void delete(String pod) {
    client.pods().inNamespace(Chart.NAMESPACE).withName(pod).delete();
  }

  int replicas(String deployment) {
    return client
        .apps()
        .deployments()
        .inNamespace(Chart.NAMESPACE)
        .withName(deployment)
        .get()
        .getSpec()
        .getReplicas();
  }

  /** The text that the downward API would write into the file of the pod. */
  String drain(String pod) {
    String value = annotation(pod, DRAIN);
    return value == null ? "" : value;
  }

  /** The deletion cost of a pod; 0 if it has none, as Kubernetes reads it. */
  int cost(String pod) {
    String value = annotation(pod, COST);
    return value == null ? 0 : Integer.parseInt(value);
  }

  /** The pods that a ReplicaSet removes, those with the lowest deletion cost first. */
  List<String> firstToGo(List<String> pods, int remaining) {
    return pods.stream()
        .sorted(Comparator.comparingInt(this::cost))
        .limit(Math.max(0, pods.size() - remaining))
        .toList();
  }

  private @Nullable String annotation(String pod, String name) {
    return client
        .pods()
        .inNamespace(Chart.NAMESPACE)
        .withName(pod)
        .get()
        .getMetadata()
        .getAnnotations()
        .get(name);
  }

  private static Map<String, String> labels(String generation) {
    return Map.of(
        "app.kubernetes.io/instance",
        "demo",
        "sluice.io/group",
        "default",
        "sluice.io/generation",
        generation);
  }
}
