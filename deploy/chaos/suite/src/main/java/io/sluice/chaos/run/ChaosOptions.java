package io.sluice.chaos.run;

import io.sluice.chaos.system.Model;
import io.sluice.local.data.RedisServer.Persistence;
import java.time.Duration;
import java.util.Set;

/**
 * Options of a run.
 *
 * @param length of the load; each selected row is played alone even if that takes longer
 * @param ttl lease TTL, which scales all times
 * @param rate requests a second
 * @param model that the workers run as a rule
 * @param rows those that are played; all when empty
 * @param longForm whether each row is played in all its kinds, and long ones too
 */
public record ChaosOptions(
    Duration length,
    long seed,
    Duration ttl,
    double rate,
    Model model,
    Set<Integer> rows,
    Persistence redis,
    boolean longForm) {
  public ChaosOptions {
    rows = Set.copyOf(rows);
  }
}
