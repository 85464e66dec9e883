package io.sluice.chaos.check;

import io.sluice.chaos.system.ChaosSystem;
import io.sluice.testkit.RedisClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what remains after the run. */
public final class RemainsReader {
  private static final String PREFIX = "sl:{q0}:";

  /** Size of a consumer group that does not exist. */
  private static final long NO_GROUP = -1;

  private RemainsReader() {}

  /** Structures of the queue by name, while Redis still runs. */
  public static Map<String, Long> sizes(ChaosSystem system) throws IOException {
    var sizes = new TreeMap<String, Long>();
    try (var redis = system.redis().connect()) {
      for (var stream : List.of("s0", "s1", "s2", "results")) {
        sizes.put(stream, redis.number("XLEN", PREFIX + stream));
        sizes.put(stream + " pending", pending(redis, stream));
      }
      for (var hash : List.of("claims", "body")) {
        sizes.put(hash, redis.number("HLEN", PREFIX + hash));
      }
      for (var set : List.of("lease", "delayed")) {
        sizes.put(set, redis.number("ZCARD", PREFIX + set));
      }
    }
    return sizes;
  }

  private static long pending(RedisClient redis, String stream) throws IOException {
    var group = stream.equals("results") ? "rec" : "g";
    try {
      var summary = redis.list("XPENDING", PREFIX + stream, group);
      return !summary.isEmpty() && summary.getFirst() instanceof Long count ? count : 0;
    } catch (RedisClient.Refused noGroup) {
      return NO_GROUP;
    }
  }

  /** Directories of processes, after all workers have ended. */
  public static List<String> folders(ChaosSystem system) throws IOException {
    var left = new ArrayList<String>();
    for (var worker : system.workers()) {
      Path processes = system.folder().resolve("w" + worker.number()).resolve("processes");
      if (Files.isDirectory(processes)) {
        try (var found = Files.list(processes)) {
          found.forEach(path -> left.add(system.folder().relativize(path).toString()));
        }
      }
    }
    return left;
  }
}
