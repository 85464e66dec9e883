package io.sluice.orchestrator.claim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Bundles on disk, least recently used first, within bounds on their number and bytes. Safe for use
 * by many threads.
 */
final class KeptBundles {
  private static final Logger LOG = Logger.getLogger(KeptBundles.class);

  private record Kept(Path file, long bytes) {}

  private final BundleStore.Bounds bounds;
  private final Supplier<Set<String>> inUse;
  private final Map<String, Kept> bySha256 = new LinkedHashMap<>(16, 0.75f, true);

  KeptBundles(BundleStore.Bounds bounds, Supplier<Set<String>> inUse) {
    this.bounds = bounds;
    this.inUse = inUse;
  }

  /** Returns the file and marks it as used now. */
  synchronized Optional<Path> use(String sha256) {
    return Optional.ofNullable(bySha256.get(sha256)).map(Kept::file);
  }

  /** Returns the most recently used files. */
  synchronized Map<String, Path> latest(int most) {
    var all = new ArrayList<>(bySha256.entrySet());
    var latest = new LinkedHashMap<String, Path>();
    all.subList(Math.max(0, all.size() - most), all.size())
        .forEach(entry -> latest.put(entry.getKey(), entry.getValue().file));
    return latest;
  }

  /**
   * Adds a file, and removes the least recently used files that no execution needs until all are
   * within bounds.
   */
  void add(String sha256, Path file) {
    Set<String> needed = inUse.get(); // before the lock, because it takes the lock of the scheduler
    List<Kept> evicted = new ArrayList<>();
    synchronized (this) {
      bySha256.put(sha256, new Kept(file, size(file)));
      var each = bySha256.entrySet().iterator();
      while (isBeyondBounds() && each.hasNext()) {
        var oldest = each.next();
        if (!oldest.getKey().equals(sha256) && !needed.contains(oldest.getKey())) {
          evicted.add(oldest.getValue());
          each.remove();
        }
      }
      // Under the lock, so that no caller gets a file that is removed in the next moment.
      evicted.forEach(gone -> BundleStore.remove(gone.file));
    }
    if (!evicted.isEmpty()) {
      LOG.infof("Least recently used bundles are removed: count=%d", evicted.size());
    }
  }

  private boolean isBeyondBounds() {
    long bytes = bySha256.values().stream().mapToLong(Kept::bytes).sum();
    return bySha256.size() > bounds.files() || bytes > bounds.bytes();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
