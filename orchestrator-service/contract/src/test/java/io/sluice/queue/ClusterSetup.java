package io.sluice.queue;

import static org.awaitility.Awaitility.await;

import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes one cluster of masters that have just been started. */
final class ClusterSetup {

  private static final int SLOTS = 16_384;

  private ClusterSetup() {}

  /** Sends one command to one node. */
  @FunctionalInterface
  interface Node {
    @Nullable Object send(Redis node, String command, List<String> arguments);
  }

  /** Gives each an equal range of slots and waits until all agree. */
  static void join(List<Redis> nodes, List<Integer> ports, Node to) {
    int each = SLOTS / nodes.size() + 1;
    for (int i = 0; i < nodes.size(); i++) {
      var slots = new ArrayList<>(List.of("ADDSLOTS"));
      IntStream.range(i * each, Math.min(SLOTS, (i + 1) * each))
          .forEach(slot -> slots.add(Integer.toString(slot)));
      to.send(nodes.get(i), "CLUSTER", slots);
      to.send(nodes.get(i), "CLUSTER", List.of("SET-CONFIG-EPOCH", Integer.toString(i + 1)));
    }
    for (int port : ports) {
      to.send(nodes.getFirst(), "CLUSTER", List.of("MEET", "127.0.0.1", Integer.toString(port)));
    }
    await()
        .timeout(Duration.ofSeconds(30))
        .until(() -> nodes.stream().allMatch(node -> agrees(node, nodes.size(), to)));
  }

  private static boolean agrees(Redis node, int size, Node to) {
    String info = String.valueOf(to.send(node, "CLUSTER", List.of("INFO")));
    return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + size);
  }
}
