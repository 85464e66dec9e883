package io.sluice.samples;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Digest of an access log. Its component names are the field names of the result.
 *
 * @param lines all, malformed ones included
 * @param clients distinct ones
 * @param bytes sent, of all well-formed lines
 * @param by_status status to count
 * @param top_paths the 10 most requested paths; equal counts in the order of their paths
 */
public record LogDigest(
    long lines,
    long malformed,
    long clients,
    long bytes,
    SortedMap<Integer, Long> by_status,
    List<PathCount> top_paths) {
  private static final int TOP = 10;

  /** Number of requests of a path. */
  public record PathCount(String path, long count) {}

  /** Digest that is being counted. */
  static final class Counting {
    private final Set<String> clients = new HashSet<>();
    private final SortedMap<Integer, Long> statuses = new TreeMap<>();
    private final Map<String, Long> paths = new HashMap<>();
    private long lines;
    private long malformed;
    private long bytes;

    void add(Optional<AccessLogLine> line) {
      lines++;
      line.ifPresentOrElse(this::addWellFormed, () -> malformed++);
    }

    private void addWellFormed(AccessLogLine line) {
      clients.add(line.client());
      bytes += line.bytes();
      statuses.merge(line.status(), 1L, Long::sum);
      paths.merge(line.path(), 1L, Long::sum);
    }

    long lines() {
      return lines;
    }

    LogDigest digest() {
      return new LogDigest(lines, malformed, clients.size(), bytes, statuses, topPaths());
    }

    private List<PathCount> topPaths() {
      return paths.entrySet().stream()
          .map(entry -> new PathCount(entry.getKey(), entry.getValue()))
          .sorted(
              Comparator.comparingLong(PathCount::count).reversed().thenComparing(PathCount::path))
          .limit(TOP)
          .toList();
    }
  }
}
