package io.sluice.local;

import io.sluice.local.port.Port;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Options of a local system.
 *
 * @param workers how many workers, 0 to 16
 * @param keep where data survives; empty for a temporary folder
 * @param ports those that were asked for
 * @param endpointFiles where the endpoints are written, in existing folders
 * @param bundles bundles to register besides the samples
 * @param workerSettings variables for the workers; they win over the usual ones
 * @param singleWorkers variables for single workers by their number, from 1; they win over those
 */
public record LocalOptions(
    int workers,
    Optional<Path> keep,
    Map<Port, Integer> ports,
    List<Path> endpointFiles,
    List<Path> bundles,
    Map<String, String> workerSettings,
    Map<Integer, Map<String, String>> singleWorkers) {
  public static final int MAX_WORKERS = 16;

  public LocalOptions {
    if (workers < 0 || workers > MAX_WORKERS) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "--workers is %d; allowed are 0 to %d", workers, MAX_WORKERS));
    }
    ports.forEach(LocalOptions::requirePort);
    ports = Map.copyOf(ports);
    endpointFiles = List.copyOf(endpointFiles);
    bundles = List.copyOf(bundles);
    workerSettings = Map.copyOf(workerSettings);
    for (int number : singleWorkers.keySet()) {
      if (number < 1 || number > workers) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "--worker-setting names worker %d, and there are %d workers",
                number,
                workers));
      }
    }
    singleWorkers = Map.copyOf(singleWorkers);
  }

  /** Creates options without settings for single workers. */
  public LocalOptions(
      int workers,
      Optional<Path> keep,
      Map<Port, Integer> ports,
      List<Path> endpointFiles,
      List<Path> bundles,
      Map<String, String> workerSettings) {
    this(workers, keep, ports, endpointFiles, bundles, workerSettings, Map.of());
  }

  private static void requirePort(Port port, int number) {
    if (number < 1 || number > 65_535) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s is %d; allowed are 1 to 65535", port.option(), number));
    }
  }

  /** One worker, a temporary folder, whatever ports are free. */
  public static LocalOptions usual() {
    return new LocalOptions(1, Optional.empty(), Map.of(), List.of(), List.of(), Map.of());
  }

  /** The same with another number of workers, some of which have settings of their own. */
  public LocalOptions with(int number, Map<Integer, Map<String, String>> single) {
    return new LocalOptions(number, keep, ports, endpointFiles, bundles, workerSettings, single);
  }

  /** The same with these variables for the workers. */
  public LocalOptions with(Map<String, String> settings) {
    return new LocalOptions(workers, keep, ports, endpointFiles, bundles, settings, singleWorkers);
  }
}
