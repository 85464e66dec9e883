package io.sluice.process.bundle;

import io.sluice.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Cache of the last 8 bundles used, by hash. Threads of executions share it, so its map is under a
 * lock; no file is read and no code of a bundle runs while it is held, because the loop takes it
 * too. Each bundle is read by the first thread that needs it, and the others wait for that thread.
 */
public final class BundleCache {
  public static final int MAX = 8;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, CompletableFuture<LoadedBundle>> bundles =
      new LinkedHashMap<>(16, 0.75f, true);
  private final DroppedLoaders dropped = new DroppedLoaders();

  /**
   * Finds a workflow, reading its bundle if it is not loaded.
   *
   * @throws Refusal {@code BundleUnusable}: wrong hash, unreadable, no such workflow
   * @throws InterruptedException while waiting for a bundle that another thread reads
   */
  public LoadedWorkflow workflow(BundleAddress address, String entryPoint)
      throws Refusal, InterruptedException {
    return bundle(address).workflow(entryPoint);
  }

  /**
   * Reads a bundle before it is needed, and loads and links its workflows; the errors are those of
   * {@link #workflow}.
   */
  public void prewarm(BundleAddress address) throws Refusal, InterruptedException {
    bundle(address).prewarm();
  }

  /** Returns a workflow that is not in a bundle, for the no-ops that check a slot. */
  public static LoadedWorkflow builtIn(Class<? extends Workflow<?, ?>> type) throws Refusal {
    return LoadedBundle.builtIn(type.getClassLoader()).workflow(type.getName());
  }

  /**
   * Returns the number of dropped bundles that outlived a full collection, which is a leak of their
   * workflows.
   */
  public int leakedLoaders() {
    lock.lock();
    try {
      dropped.advance(bundles.keySet());
      return dropped.leaked();
    } finally {
      lock.unlock();
    }
  }

  /** Returns the number of dropped bundles that are still in memory. */
  int loadersNotCollected() {
    lock.lock();
    try {
      dropped.advance(bundles.keySet());
      return dropped.inMemory();
    } finally {
      lock.unlock();
    }
  }

  private LoadedBundle bundle(BundleAddress address) throws Refusal, InterruptedException {
    var mine = new CompletableFuture<LoadedBundle>();
    var known = knownOr(address, mine);
    if (known != null) {
      return await(known);
    }
    try {
      var loaded = LoadedBundle.open(address);
      mine.complete(loaded);
      return loaded;
    } catch (Throwable failed) {
      forget(address, mine);
      mine.completeExceptionally(failed);
      throw failed;
    }
  }

  /** Returns the known entry; null if this one was added. */
  private @Nullable CompletableFuture<LoadedBundle> knownOr(
      BundleAddress address, CompletableFuture<LoadedBundle> mine) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      var known = bundles.get(address.sha256());
      if (known != null) {
        return known;
      }
      bundles.put(address.sha256(), mine);
      dropOldest();
      return null;
    } finally {
      lock.unlock();
    }
  }

  private static LoadedBundle await(CompletableFuture<LoadedBundle> read)
      throws Refusal, InterruptedException {
    try {
      return read.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Refusal refusal) {
        throw refusal;
      }
      throw new IllegalStateException("another execution could not read the bundle", e.getCause());
    }
  }

  private void forget(BundleAddress address, CompletableFuture<LoadedBundle> failed) {
    lock.lock();
    try {
      bundles.remove(address.sha256(), failed);
    } finally {
      lock.unlock();
    }
  }

  private void dropOldest() {
    if (bundles.size() > MAX) {
      var oldest = bundles.entrySet().iterator();
      var drop = oldest.next();
      oldest.remove();
      if (drop.getValue().state() == CompletableFuture.State.SUCCESS) {
        dropped.add(drop.getKey(), drop.getValue().resultNow());
      }
    }
  }
}
