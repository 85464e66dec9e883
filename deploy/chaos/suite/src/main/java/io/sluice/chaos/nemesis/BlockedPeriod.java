package io.sluice.chaos.nemesis;

import io.sluice.chaos.MachineClock;
import io.sluice.testkit.RedisClient;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Measures how long a workflow was blocked, by the clock of the Redis that orders the starts. */
final class BlockedPeriod {
  private static final String BLOCKED = "sl:{q0}:blocked";

  private boolean seen;
  private long from;

  /** Waits until the entry of the blacklist is in Redis; answers whether it came in time. */
  boolean reached(FaultContext context, String workflow, Duration limit)
      throws SQLException, InterruptedException {
    var id = context.workflowId(workflow);
    seen = MachineClock.await(limit, () -> blocked(context, id));
    return seen;
  }

  private boolean blocked(FaultContext context, String id) throws IOException {
    try (var redis = context.system().redis().connect()) {
      boolean there = redis.number("HEXISTS", BLOCKED, id) == 1;
      from = millis(redis);
      return there;
    }
  }

  /** Records the period for the checks, before the block is removed. */
  void lifted(FaultContext context, String workflow) throws IOException {
    if (seen) {
      try (var redis = context.system().redis().connect()) {
        context.blocks().add(new BlockObserver.Block(workflow, from, millis(redis)));
      }
    }
  }

  private static long millis(RedisClient redis) throws IOException {
    List<?> time = redis.list("TIME");
    return Long.parseLong(String.valueOf(time.get(0))) * 1000
        + Long.parseLong(String.valueOf(time.get(1))) / 1000;
  }
}
