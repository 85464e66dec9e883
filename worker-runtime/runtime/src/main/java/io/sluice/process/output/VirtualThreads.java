package io.sluice.process.output;

import io.sluice.process.jvmstate.RawField;
import io.sluice.process.jvmstate.RawField.InstanceField;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the live virtual threads of an execution. The JDK tracks virtual threads for thread dumps
 * but does not list them, and they are not in the thread group of their creator: its tables are
 * read, and the owner is inherited by each thread.
 */
final class VirtualThreads {
  private static final int MAX_EXAMINED = 4_000;
  private static final @Nullable RawField DIRECT =
      field("jdk.internal.vm.ThreadContainers$RootContainer$TrackingRootContainer", "VTHREADS");
  private static final @Nullable RawField CONTAINERS =
      field("jdk.internal.vm.ThreadContainers", "CONTAINER_REGISTRY");
  private static final @Nullable InstanceField OF_EXECUTOR =
      InstanceField.find("java.util.concurrent.ThreadPerTaskExecutor", "threads");
  private static final @Nullable InstanceField INHERITED =
      InstanceField.find("java.lang.Thread", "inheritableThreadLocals");
  private static final @Nullable InstanceField TABLE =
      InstanceField.find("java.lang.ThreadLocal$ThreadLocalMap", "table");
  private static final @Nullable InstanceField VALUE =
      InstanceField.find("java.lang.ThreadLocal$ThreadLocalMap$Entry", "value");

  private VirtualThreads() {}

  private static @Nullable RawField field(String type, String name) {
    try {
      return RawField.ofStatic(type, name);
    } catch (ReflectiveOperationException _) {
      return null;
    }
  }

  /** Returns those that do not belong to static state; among the first 4 000 of the JVM. */
  static List<Thread> of(ExecutionOutput output) {
    List<Thread> found = new ArrayList<>();
    add(found, DIRECT == null ? null : DIRECT.get(), output);
    if (CONTAINERS != null && CONTAINERS.get() instanceof Set<?> containers) {
      for (var container : containers) {
        if (OF_EXECUTOR != null && container instanceof Reference<?> reference) {
          add(found, OF_EXECUTOR.get(reference.get()), output);
        }
      }
    }
    return found;
  }

  private static void add(List<Thread> found, @Nullable Object threads, ExecutionOutput output) {
    if (!(threads instanceof Set<?> set)) {
      return;
    }
    int lookedAt = 0;
    for (var each : set) {
      if (lookedAt++ >= MAX_EXAMINED) {
        return;
      }
      if (each instanceof Thread thread && thread.isVirtual()) {
        var owner = ownerOf(thread);
        if (owner != null && owner.output() == output && !owner.kept()) {
          found.add(thread);
        }
      }
    }
  }

  /**
   * Returns the owner that the thread inherited, platform or virtual; null if there is none, or if
   * it has ended.
   */
  static @Nullable ThreadOwner ownerOf(Thread thread) {
    if (INHERITED == null || TABLE == null || VALUE == null) {
      return null;
    }
    if (TABLE.get(INHERITED.get(thread)) instanceof Object[] entries) {
      for (var entry : entries) {
        if (entry instanceof Reference<?> key
            && ThreadOwner.isKey(key)
            && VALUE.get(entry) instanceof ThreadOwner owner) {
          return owner;
        }
      }
    }
    return null;
  }
}
