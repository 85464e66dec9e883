package io.sluice.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.sluice.helm.observed.NeedsTool;
import io.sluice.helm.observed.Tool;
import io.sluice.local.LocalOptions;
import io.sluice.local.LocalSystem;
import io.sluice.local.Progress;
import io.sluice.local.child.Child;
import io.sluice.local.child.Child.ChildRole;
import io.sluice.local.service.Layout;
import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real workers and a real admin-api with an API server for tests. Kubernetes itself is stood in
 * for: promtool evaluates the autoscaler's rule with the metrics of these workers, {@link Pods}
 * chooses the pod as a ReplicaSet does, and this test is the kubelet, which shows an annotation as
 * a file and sends SIGTERM.
 */
@Tag("long")
@EnableKubernetesMockClient(crud = true, https = false)
@SuppressWarnings("NullAway.Init")
class ScaleInIT {
  private static final int WORKERS = 3;
  private static final int SLOTS = 4;

  /** Of the chart's HorizontalPodAutoscaler: 80 % of the slots of a worker. */
  private static final int TARGET = 3;

  private static final Duration CAP = Duration.ofMinutes(4);

  /** Longer than the name of a host can be. */
  private static final String POD =
      "a-release-with-a-long-name-worker-a-group-with-a-long-name-0000-";

  KubernetesClient client;

  @TempDir Path folder;

  @Test
  @NeedsTool(Tool.PROMTOOL)
  void theIdleWorkerGoesFirstAndAReleaseThatRunsOutFinishesItsExecution() throws Exception {
    var single = new HashMap<Integer, Map<String, String>>();
    for (int number = 1; number <= WORKERS; number++) {
      single.put(number, settings(number));
    }
    var options = LocalOptions.usual().with(WORKERS, single);
    var progress = new Progress(System.out);
    try (var system = LocalSystem.prepare(options, Layout.here(), progress, adminApi())) {
      system.start();
      try (var api = new ApiClient(system.endpoints().adminApi(), system.endpoints().token())) {
        play(system, api, new Pods(client));
      }
    }
  }

  private void play(LocalSystem system, ApiClient api, Pods pods) throws Exception {
    String generation = AutoscalingTest.generation();
    String old = "demo-worker-default-" + generation;
    var wantedSlots = new WantedSlots(folder, generation);
    var names = new ArrayList<>(List.of(pod(1), pod(2), pod(3)));
    names.forEach(name -> pods.pod(name, generation));
    pods.deployment(old, generation, WORKERS);
    pods.present(old);
    String id = api.submit("sleep", "{\"seconds\":100}", 600);
    api.await(id, "RUNNING");
    await().atMost(CAP).until(() -> !busy(api, names).isEmpty());
    String busy = busy(api, names);
    await().atMost(CAP).until(() -> pods.cost(busy) == 1);

    // An empty backlog and a busy slot: what is wanted holds the busy worker, and the idle go.
    wantedSlots.are(SLOTS, system, numbers(names));
    int wanted = Math.ceilDiv(SLOTS, TARGET);
    for (String gone : pods.firstToGo(names, wanted)) {
      assertThat(gone).isNotEqualTo(busy);
      ends(system, gone);
      pods.delete(gone);
      names.remove(gone);
    }
    wantedSlots.are(SLOTS, system, numbers(names));
    assertThat(pods.firstToGo(names, wanted)).isEmpty();

    // The other one that is left becomes the next release.
    String next = names.stream().filter(name -> !name.equals(busy)).findFirst().orElseThrow();
    pods.delete(next);
    pods.pod(next, "next");
    pods.deployment(old, generation, 1);
    pods.deployment("demo-worker-default-next", "next", 1);
    pods.present("demo-worker-default-next");
    await().atMost(CAP).until(() -> !pods.drain(busy).isEmpty());
    Files.writeString(drainFile(number(busy)), pods.drain(busy));
    await().atMost(CAP).until(() -> seen(api, busy).path("status").asText().equals("draining"));
    assertThat(api.execution(id).path("status").asText()).isEqualTo("RUNNING");
    assertThat(pods.replicas(old)).isEqualTo(1);
    String late = api.submit("echo", "1", 60);
    assertThat(api.awaitEnd(late).path("worker_id").asText()).startsWith(next);
    await().atMost(CAP).until(() -> pods.replicas(old) == 0);
    ends(system, busy);

    var execution = api.execution(id);
    assertThat(execution.path("status").asText()).isEqualTo("SUCCESS");
    assertThat(execution.path("attempt").asInt()).isEqualTo(1);
    assertThat(execution.path("worker_id").asText()).startsWith(busy);
    assertThat(pods.drain(next)).isEmpty();
    assertThat(pods.replicas("demo-worker-default-next")).isEqualTo(1);
  }

  private Map<String, String> settings(int number) throws IOException {
    Files.writeString(drainFile(number), "");
    return Map.of(
        "USE_THREAD_WORKERS",
        "true",
        "SLUICE_REGISTRATION_HOSTNAME",
        pod(number),
        "SLUICE_INTAKE_DRAIN_FILE",
        drainFile(number).toString());
  }

  private Map<String, String> adminApi() {
    return Map.of(
        "QUARKUS_KUBERNETES_CLIENT_API_SERVER_URL",
        client.getMasterUrl().toString(),
        "SLUICE_GENERATIONS_ENABLED",
        "true",
        "SLUICE_GENERATIONS_RELEASE",
        "demo",
        "SLUICE_GENERATIONS_NAMESPACE",
        Chart.NAMESPACE,
        "SLUICE_GENERATIONS_CURRENT",
        "demo-generations");
  }

  private static String pod(int number) {
    return POD + number;
  }

  private static int number(String pod) {
    return Integer.parseInt(pod.substring(POD.length()));
  }

  private static Map<String, Integer> numbers(List<String> pods) {
    return pods.stream().collect(Collectors.toMap(pod -> pod, ScaleInIT::number));
  }

  private Path drainFile(int number) {
    return folder.resolve("drain-" + number);
  }

  /** The registered worker of a pod; a missing node if there is none. */
  private static JsonNode seen(ApiClient api, String pod) throws IOException, InterruptedException {
    for (var worker : api.get("/api/platform/workers").success().path("workers")) {
      if (worker.path("hostname").asText().equals(pod)) {
        return worker;
      }
    }
    return MissingNode.getInstance();
  }

  private static String busy(ApiClient api, List<String> pods) throws Exception {
    for (String pod : pods) {
      if (seen(api, pod).path("active_executions").asInt() > 0) {
        return pod;
      }
    }
    return "";
  }

  /** SIGTERM, as the kubelet sends it; the worker must end in order. */
  private static void ends(LocalSystem system, String pod) throws Exception {
    Child worker = worker(system, number(pod));
    worker.terminate();
    assertThat(worker.endsWithin(Duration.ofMinutes(1))).isTrue();
    assertThat(worker.exitCode()).as("of a JVM that ends in order after SIGTERM").isEqualTo(143);
  }

  private static Child worker(LocalSystem system, int number) {
    return system.children().stream()
        .filter(child -> child.role() == ChildRole.WORKER)
        .filter(child -> child.name().equals("worker-" + number))
        .findFirst()
        .orElseThrow();
  }
}
