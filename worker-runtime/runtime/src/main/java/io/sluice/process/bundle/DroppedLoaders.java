package io.sluice.process.bundle;

import io.sluice.process.lifecycle.RuntimeThread;
import io.sluice.process.output.ProcessLog;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Watches class loaders of dropped bundles until they are collected. After the last execution of a
 * bundle has ended, known references to its loader are removed. A loader that outlives a full
 * collection nevertheless has leaked, and its holders are logged. Guarded by the lock of its cache;
 * a helper thread, one at a time, runs steps that may call code of the bundle.
 */
final class DroppedLoaders {
  /** A loader and the number of full collections at its last intentional use. */
  private static final class Dropped {
    final String sha256;
    final Optional<URL> location;
    final WeakReference<ClassLoader> loader;
    final AtomicInteger running;
    long collectionsThen;
    boolean released;
    boolean named;

    Dropped(String sha256, LoadedBundle bundle, long collections) {
      this.sha256 = sha256;
      this.location =
          bundle.loader() instanceof BundleClassLoader loaderOfJar
              ? Optional.of(loaderOfJar.location())
              : Optional.empty();
      this.loader = new WeakReference<>(bundle.loader());
      this.running = bundle.running();
      this.collectionsThen = collections;
    }

    boolean isCollected() {
      return loader.refersTo(null);
    }
  }

  private final List<GarbageCollectorMXBean> fullCollectors =
      ManagementFactory.getGarbageCollectorMXBeans().stream()
          .filter(DroppedLoaders::collectsOldObjects)
          .toList();
  private final List<Dropped> dropped = new ArrayList<>();
  private final AtomicBoolean helping = new AtomicBoolean();

  private static boolean collectsOldObjects(GarbageCollectorMXBean collector) {
    var name = collector.getName();
    return name.contains("MarkSweep") || name.contains("Old") || name.contains("Major");
  }

  void add(String sha256, LoadedBundle bundle) {
    dropped.add(new Dropped(sha256, bundle, collections()));
  }

  /**
   * Closes the jars of collected loaders, and removes references to those that are not in use any
   * more.
   *
   * @param inUse hashes of bundles that were loaded again meanwhile, from the same file
   */
  void advance(Set<String> inUse) {
    for (var each : List.copyOf(dropped)) {
      if (each.isCollected()) {
        dropped.remove(each);
        if (!inUse.contains(each.sha256)) {
          each.location.ifPresent(BundleClassLoader::release);
        }
      } else if (!each.released && each.running.get() == 0) {
        each.released = help(each, LoaderHolders::release);
        each.collectionsThen = collections();
      }
    }
  }

  int inMemory() {
    dropped.removeIf(Dropped::isCollected);
    return dropped.size();
  }

  int leaked() {
    if (inMemory() == 0) {
      return 0;
    }
    long now = collections();
    var leaked =
        dropped.stream().filter(each -> each.released && each.collectionsThen < now).toList();
    leaked.stream()
        .filter(each -> !each.named)
        .forEach(each -> each.named = help(each, DroppedLoaders::name));
    return leaked.size();
  }

  private static void name(LoaderHolders holders) {
    var names = holders.names();
    ProcessLog.add(
        "A dropped bundle is still in memory after a full collection, held by "
            + (names.isEmpty() ? "something unknown" : String.join(", ", names))
            + ".");
  }

  /** Starts the helper thread; returns false if it could not be started. */
  private boolean help(Dropped each, Consumer<LoaderHolders> task) {
    var loader = each.loader.get();
    if (loader == null || !helping.compareAndSet(false, true)) {
      return false;
    }
    RuntimeThread.start(
        "unload",
        () -> {
          try {
            task.accept(new LoaderHolders(loader));
          } finally {
            helping.set(false);
          }
        });
    return true;
  }

  private long collections() {
    return fullCollectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
  }
}
