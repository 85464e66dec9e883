package io.sluice.chaos.system;

import io.sluice.local.data.RedisServer.Persistence;
import io.sluice.local.service.Layout;
import java.nio.file.Path;
import java.util.List;

/**
 * Options of the system under test.
 *
 * @param model that the workers run as a rule
 * @param slots of each process; in the other models, processes of each worker
 * @param bundles to register besides the samples
 * @param seed of the proxies' resets
 */
public record SystemOptions(
    Layout layout,
    TimeScale times,
    Model model,
    int slots,
    Persistence redis,
    List<Path> bundles,
    long seed) {
  public SystemOptions {
    bundles = List.copyOf(bundles);
  }
}
