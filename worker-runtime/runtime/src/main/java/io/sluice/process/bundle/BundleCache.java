package io.sluice.process.bundle;

import io.sluice.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The last 8 bundles used, by hash. Threads of executions share it, so its map is under a lock; no
 * code of a bundle runs while it is held.
 */
public final class BundleCache {
  private static final int MOST = 8;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Bundle> bundles = new LinkedHashMap<>(16, 0.75f, true);
  private final DroppedLoaders dropped = new DroppedLoaders();

  /**
   * Finds a workflow, reading its bundle if it is not loaded.
   *
   * @throws Refusal {@code BundleUnusable}: wrong hash, unreadable, no such workflow
   * @throws InterruptedException while waiting for a bundle that another thread reads
   */
  public RunnableWorkflow workflow(BundleAddress address, String entryPoint)
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

  /** A workflow that is not in a bundle, for the no-ops that prove a slot. */
  public static RunnableWorkflow builtIn(Class<? extends Workflow<?, ?>> type) throws Refusal {
    return Bundle.builtIn(type.getClassLoader()).workflow(type.getName());
  }

  /** How many dropped bundles outlived a full collection, which is a leak of their workflows. */
  public int leakedLoaders() {
    lock.lock();
    try {
      return dropped.leaked();
    } finally {
      lock.unlock();
    }
  }

  /** How many dropped bundles are still in memory. */
  int loadersNotCollected() {
    lock.lock();
    try {
      return dropped.inMemory();
    } finally {
      lock.unlock();
    }
  }

  private Bundle bundle(BundleAddress address) throws Refusal, InterruptedException {
    lock.lockInterruptibly();
    try {
      var known = bundles.get(address.sha256());
      if (known != null) {
        return known;
      }
      var loaded = new Bundle(address, BundleBytes.read(address));
      bundles.put(address.sha256(), loaded);
      dropOldest();
      return loaded;
    } finally {
      lock.unlock();
    }
  }

  private void dropOldest() {
    if (bundles.size() > MOST) {
      var oldest = bundles.entrySet().iterator();
      dropped.add(oldest.next().getValue().loader());
      oldest.remove();
    }
  }
}
