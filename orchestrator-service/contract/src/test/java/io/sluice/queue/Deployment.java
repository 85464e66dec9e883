package io.sluice.queue;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** Deployment of Redis; the same scripts must work on each. */
enum Deployment {
  SINGLE,
  /** Three masters: all keys of a shard must lie in one slot. */
  CLUSTER;

  private static final Map<Deployment, RealRedis> running = new EnumMap<>(Deployment.class);

  /** Starts it at the first use. */
  RealRedis redis() {
    synchronized (running) {
      return running.computeIfAbsent(
          this,
          deployment ->
              switch (deployment) {
                case SINGLE -> RealRedis.single();
                case CLUSTER -> RealRedis.cluster();
              });
    }
  }

  static void stopAll() throws IOException {
    synchronized (running) {
      for (RealRedis redis : running.values()) {
        redis.close();
      }
      running.clear();
    }
  }
}
