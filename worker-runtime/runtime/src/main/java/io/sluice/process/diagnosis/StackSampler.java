package io.sluice.process.diagnosis;

import com.sun.management.ThreadMXBean;
import io.sluice.diagnosis.StackFrame;
import io.sluice.diagnosis.ThreadSample;
import io.sluice.process.output.BoundedText;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes stack samples of threads. */
public final class StackSampler {
  private static final int DEPTH = 64;
  private static final int MAX_NAME_BYTES = 300;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final List<GarbageCollectorMXBean> collectors =
      ManagementFactory.getGarbageCollectorMXBeans();
  private final InstantSource clock;
  private final LongFunction<@Nullable String> executionOfThread;

  /**
   * @param executionOfThread returns the execution of a thread id
   */
  public StackSampler(InstantSource clock, LongFunction<@Nullable String> executionOfThread) {
    this.clock = clock;
    this.executionOfThread = executionOfThread;
  }

  /** Returns the CPU time of the given threads in nanoseconds, -1 for one that has ended. */
  public long[] cpuNanos(long[] ids) {
    return threads.getThreadCpuTime(ids);
  }

  /** Returns the bytes allocated by the given threads, -1 for one that has ended. */
  public long[] allocatedBytes(long[] ids) {
    return threads.getThreadAllocatedBytes(ids);
  }

  /**
   * Returns one sample of each living thread, with the monitors that they hold if requested.
   * Synchronizers are not read: to find them the JVM stops all threads and walks the heap, for tens
   * of milliseconds. The owner of the awaited one is known without that.
   */
  List<ThreadSample> sample(List<Thread> sampled, boolean withHeld) {
    var ids = sampled.stream().mapToLong(Thread::threadId).toArray();
    var infos =
        withHeld ? threads.getThreadInfo(ids, true, false) : threads.getThreadInfo(ids, DEPTH);
    var cpu = threads.getThreadCpuTime(ids);
    var allocated = threads.getThreadAllocatedBytes(ids);
    List<ThreadSample> samples = new ArrayList<>();
    for (int at = 0; at < ids.length; at++) {
      if (infos[at] != null) {
        samples.add(sampleOf(infos[at], cpu[at], allocated[at]));
      }
    }
    return samples;
  }

  /** Returns descriptions of the threads of a deadlock that includes one of the given threads. */
  List<String> cycleOf(List<Thread> members) {
    var ids = threads.findDeadlockedThreads();
    if (ids == null || members.stream().noneMatch(member -> contains(ids, member.threadId()))) {
      return List.of();
    }
    return Arrays.stream(threads.getThreadInfo(ids))
        .flatMap(Stream::ofNullable)
        .map(
            info ->
                String.format(
                    Locale.ROOT,
                    "%s (waits for %s held by %s)",
                    clip(info.getThreadName()),
                    clip(String.valueOf(info.getLockName())),
                    clip(String.valueOf(info.getLockOwnerName()))))
        .limit(DEPTH)
        .toList();
  }

  private static String clip(String name) {
    return BoundedText.of(name, MAX_NAME_BYTES);
  }

  private static boolean contains(long[] ids, long id) {
    return Arrays.stream(ids).anyMatch(each -> each == id);
  }

  private ThreadSample sampleOf(ThreadInfo info, long cpuNanos, long allocatedBytes) {
    return new ThreadSample(
        clock.instant(),
        clip(info.getThreadName()),
        info.getThreadState().name(),
        Arrays.stream(info.getStackTrace()).limit(DEPTH).map(StackSampler::frame).toList(),
        lock(info),
        held(info),
        new ThreadSample.Usage(cpuNanos, allocatedBytes, gcMillis()));
  }

  /** Converts a frame. A class file may contain names of 64 KiB, which are cut. */
  private static StackFrame frame(StackTraceElement element) {
    var file = element.getFileName() == null ? "Unknown Source" : element.getFileName();
    return new StackFrame(
        clip(element.getClassName()),
        clip(element.getMethodName()),
        clip(file),
        element.getLineNumber());
  }

  private ThreadSample.@Nullable Lock lock(ThreadInfo info) {
    return info.getLockName() == null
        ? null
        : new ThreadSample.Lock(
            clip(info.getLockName()),
            info.getLockOwnerName() == null ? null : clip(info.getLockOwnerName()),
            info.getLockOwnerId() < 0 ? null : executionOfThread.apply(info.getLockOwnerId()));
  }

  private static List<String> held(ThreadInfo info) {
    return Arrays.stream(info.getLockedMonitors())
        .limit(DEPTH)
        .map(LockInfo::toString)
        .map(StackSampler::clip)
        .toList();
  }

  private long gcMillis() {
    return collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionTime).sum();
  }
}
