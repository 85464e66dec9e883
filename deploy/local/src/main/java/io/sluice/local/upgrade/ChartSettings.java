package io.sluice.local.upgrade;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The variables that the chart gives the container of each part: {@code deploy/bench/chart.json},
 * which a test of {@code deploy/helm} compares with what Helm renders.
 */
record ChartSettings(Map<String, Map<String, String>> byPart) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static ChartSettings read(Path file) throws IOException {
    return new ChartSettings(JSON.readValue(file.toFile(), new TypeReference<>() {}));
  }

  /**
   * The variables of a part on this machine.
   *
   * @param standIns values for what only a cluster has: addresses, ports, mounted files
   * @throws IllegalArgumentException if the chart has no such part, or does not set a variable that
   *     is stood in for: then the stand-in is out of date
   */
  Map<String, String> of(String part, Map<String, String> standIns) {
    var settings = byPart.get(part);
    if (settings == null) {
      throw new IllegalArgumentException("The chart has no part " + part);
    }
    var here = new TreeMap<>(settings);
    for (var each : standIns.entrySet()) {
      if (here.put(each.getKey(), each.getValue()) == null) {
        throw new IllegalArgumentException(
            "The chart does not set %s of %s".formatted(each.getKey(), part));
      }
    }
    return here;
  }
}
