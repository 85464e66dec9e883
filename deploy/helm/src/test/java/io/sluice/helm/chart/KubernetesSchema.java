package io.sluice.helm.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;

/**
 * Checks an object against the schema of Kubernetes 1.34, as the official Java client generates it:
 * it refuses unknown fields, missing required ones and wrong types.
 */
final class KubernetesSchema {

  private static final Map<String, String> MODELS =
      Map.ofEntries(
          Map.entry("v1 Service", "V1Service"),
          Map.entry("v1 ServiceAccount", "V1ServiceAccount"),
          Map.entry("v1 Secret", "V1Secret"),
          Map.entry("v1 ConfigMap", "V1ConfigMap"),
          Map.entry("v1 Pod", "V1Pod"),
          Map.entry("apps/v1 Deployment", "V1Deployment"),
          Map.entry("batch/v1 Job", "V1Job"),
          Map.entry("policy/v1 PodDisruptionBudget", "V1PodDisruptionBudget"),
          Map.entry("networking.k8s.io/v1 NetworkPolicy", "V1NetworkPolicy"),
          Map.entry("networking.k8s.io/v1 Ingress", "V1Ingress"),
          Map.entry("autoscaling/v2 HorizontalPodAutoscaler", "V2HorizontalPodAutoscaler"),
          Map.entry("rbac.authorization.k8s.io/v1 Role", "V1Role"),
          Map.entry("rbac.authorization.k8s.io/v1 RoleBinding", "V1RoleBinding"));

  private KubernetesSchema() {}

  /** Returns true if the kind is one of Kubernetes itself. */
  static boolean knows(JsonNode object) {
    return MODELS.containsKey(kind(object));
  }

  static String kind(JsonNode object) {
    return object.path("apiVersion").asText() + " " + object.path("kind").asText();
  }

  /**
   * Checks it.
   *
   * @throws IllegalArgumentException with the first fault
   */
  static void check(JsonNode object) throws ReflectiveOperationException {
    var model = Class.forName("io.kubernetes.client.openapi.models." + MODELS.get(kind(object)));
    try {
      model
          .getMethod("validateJsonElement", JsonElement.class)
          .invoke(null, JsonParser.parseString(object.toString()));
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(kind(object) + ": " + e.getCause(), e);
    }
  }
}
