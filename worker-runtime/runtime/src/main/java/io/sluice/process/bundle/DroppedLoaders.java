package io.sluice.process.bundle;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Class loaders of bundles that were dropped, watched until they are collected. One that outlives a
 * full collection has leaked (supervision, section 5). Guarded by the lock of its cache.
 */
final class DroppedLoaders {
  /** One loader and how many full collections there had been when it was dropped. */
  private record Dropped(
      String sha256,
      Optional<URL> location,
      WeakReference<ClassLoader> loader,
      long collectionsThen) {}

  private final List<GarbageCollectorMXBean> fullCollectors =
      ManagementFactory.getGarbageCollectorMXBeans().stream()
          .filter(DroppedLoaders::collectsOldObjects)
          .toList();
  private final List<Dropped> dropped = new ArrayList<>();

  private static boolean collectsOldObjects(GarbageCollectorMXBean collector) {
    var name = collector.getName();
    return name.contains("MarkSweep") || name.contains("Old") || name.contains("Major");
  }

  void add(String sha256, ClassLoader loader) {
    var location =
        loader instanceof BundleClassLoader bundle
            ? Optional.of(bundle.location())
            : Optional.<URL>empty();
    dropped.add(new Dropped(sha256, location, new WeakReference<>(loader), collections()));
  }

  /**
   * Closes the jars of loaders that are collected.
   *
   * @param inUse hashes of bundles that were loaded again meanwhile, from the same file
   */
  void releaseCollected(Set<String> inUse) {
    dropped.stream()
        .filter(each -> each.loader().refersTo(null) && !inUse.contains(each.sha256()))
        .flatMap(each -> each.location().stream())
        .forEach(BundleClassLoader::release);
    dropped.removeIf(each -> each.loader().refersTo(null));
  }

  int inMemory() {
    dropped.removeIf(each -> each.loader().refersTo(null));
    return dropped.size();
  }

  int leaked() {
    if (inMemory() == 0) {
      return 0;
    }
    long now = collections();
    return (int) dropped.stream().filter(each -> each.collectionsThen() < now).count();
  }

  private long collections() {
    return fullCollectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
  }
}
