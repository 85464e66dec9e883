package io.sluice.process.diagnosis;

import com.sun.management.ThreadMXBean;
import io.sluice.diagnosis.Blocker;
import io.sluice.diagnosis.StackFrame;
import io.sluice.diagnosis.ThreadSample;
import io.sluice.diagnosis.WaitFacts;
import io.sluice.process.output.BoundedText;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes stack samples of threads. */
public final class StackSampler {
  private static final int DEPTH = 64;
  private static final int MAX_READ = 1_024;
  private static final int MAX_NAME_BYTES = 300;
  private static final Duration GLANCING = Duration.ofMillis(20);

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
   *
   * @param known threads whose end the sampled ones may wait for
   */
  List<ThreadSample> sample(List<Thread> sampled, boolean withHeld, List<Thread> known) {
    var platform = sampled.stream().filter(each -> !each.isVirtual()).toList();
    var ids = platform.stream().mapToLong(Thread::threadId).toArray();
    var infos =
        withHeld ? threads.getThreadInfo(ids, true, false) : threads.getThreadInfo(ids, DEPTH);
    var cpu = threads.getThreadCpuTime(ids);
    var allocated = threads.getThreadAllocatedBytes(ids);
    List<ThreadSample> samples = new ArrayList<>();
    for (int at = 0; at < ids.length; at++) {
      if (infos[at] != null) {
        var usage = new ThreadSample.Usage(cpu[at], allocated[at], gcMillis());
        samples.add(sampleOf(platform.get(at), infos[at], usage, known));
      }
    }
    sampled.stream()
        .filter(Thread::isVirtual)
        .map(each -> sampleOfVirtual(each, known))
        .forEach(samples::add);
    return samples;
  }

  /**
   * Returns stacks of a running thread, taken one after the other; the thread alone is stopped for
   * them. Fewer if it cannot be stopped quickly, because the loop waits for them.
   */
  List<List<StackFrame>> glances(Thread thread, int most) {
    var until = clock.instant().plus(GLANCING);
    List<List<StackFrame>> glances = new ArrayList<>();
    while (glances.size() < most && thread.isAlive() && clock.instant().isBefore(until)) {
      glances.add(glance(thread));
    }
    return glances;
  }

  /** Returns the stack of a thread, which is stopped alone for it; empty if it has ended. */
  private static List<StackFrame> glance(Thread thread) {
    return frames(thread.getStackTrace());
  }

  /**
   * Returns the sample with the system call in which the kernel has the thread, if the JVM does not
   * know that it waits.
   *
   * @param tid id of the thread in the kernel
   */
  static ThreadSample withKernel(ThreadSample sample, long tid) {
    var facts = sample.facts();
    return sample.state().equals("RUNNABLE")
        ? sample.with(
            new WaitFacts(
                facts.interrupted(), facts.waits(), facts.blocker(), KernelThreads.callOf(tid)))
        : sample;
  }

  /**
   * Returns the sample with the peer of the HTTP client whose answer it waits for.
   *
   * @param others threads of the execution, of which one may serve its connections
   */
  static ThreadSample withPeer(ThreadSample sample, List<Thread> others) {
    var facts = sample.facts();
    boolean future =
        facts.blocker() instanceof Blocker.Other(var type) && type.contains("CompletableFuture");
    var peer = future ? Blockers.httpPeer(others) : null;
    return peer == null
        ? sample
        : sample.with(new WaitFacts(facts.interrupted(), facts.waits(), peer, facts.kernel()));
  }

  /** Returns descriptions of the threads of a deadlock that includes one of the given threads. */
  List<String> cycleOf(List<Thread> members) {
    var ids = threads.findDeadlockedThreads();
    if (ids == null) {
      return List.of();
    }
    Map<Long, ThreadInfo> deadlocked = new HashMap<>();
    Arrays.stream(threads.getThreadInfo(ids))
        .flatMap(Stream::ofNullable)
        .forEach(info -> deadlocked.put(info.getThreadId(), info));
    return members.stream()
        .map(member -> cycle(member.threadId(), deadlocked))
        .filter(cycle -> !cycle.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** Follows the owners of locks; the JVM lists the threads of all deadlocks together. */
  private static List<String> cycle(long from, Map<Long, ThreadInfo> deadlocked) {
    Map<Long, String> seen = new LinkedHashMap<>();
    for (var info = deadlocked.get(from);
        info != null && seen.size() < DEPTH && !seen.containsKey(info.getThreadId());
        info = deadlocked.get(info.getLockOwnerId())) {
      seen.put(info.getThreadId(), waiting(info));
    }
    return List.copyOf(seen.values());
  }

  private static String waiting(ThreadInfo info) {
    return String.format(
        Locale.ROOT,
        "%s (waits for %s held by %s)",
        clip(info.getThreadName()),
        clip(String.valueOf(info.getLockName())),
        clip(String.valueOf(info.getLockOwnerName())));
  }

  private static String clip(String name) {
    return BoundedText.of(name, MAX_NAME_BYTES);
  }

  private ThreadSample sampleOf(
      Thread thread, ThreadInfo info, ThreadSample.Usage usage, List<Thread> known) {
    var stack = info.getStackTrace();
    var frames = frames(stack);
    return new ThreadSample(
        clock.instant(),
        clip(info.getThreadName()),
        state(thread, info),
        stack.length == DEPTH && frames.stream().noneMatch(StackFrame::isForeign)
            ? glance(thread)
            : frames,
        lock(info),
        held(info),
        usage,
        new WaitFacts(
            thread.isInterrupted(),
            info.getWaitedCount() + info.getBlockedCount(),
            Blockers.of(thread, monitorHash(info), known),
            null));
  }

  /** The JVM calls a thread runnable that waits for a monitor of a virtual thread. */
  private static String state(Thread thread, ThreadInfo info) {
    return info.getThreadState() == Thread.State.RUNNABLE
            && thread.getState() == Thread.State.BLOCKED
        ? Thread.State.BLOCKED.name()
        : info.getThreadState().name();
  }

  private static int monitorHash(ThreadInfo info) {
    var lock = info.getLockInfo();
    return lock == null ? 0 : lock.getIdentityHashCode();
  }

  /** The JVM's management does not know virtual threads: without their use and locks. */
  private ThreadSample sampleOfVirtual(Thread thread, List<Thread> known) {
    return new ThreadSample(
        clock.instant(),
        Blockers.name(thread),
        thread.getState().name(),
        glance(thread),
        null,
        List.of(),
        new ThreadSample.Usage(0, 0, 0),
        new WaitFacts(thread.isInterrupted(), -1, Blockers.of(thread, 0, known), null));
  }

  /**
   * Converts a stack: at most 64 calls, of which those between the top and the first call of a
   * workflow are left out if it is deeper.
   */
  private static List<StackFrame> frames(StackTraceElement[] stack) {
    var frames = Arrays.stream(stack).limit(MAX_READ).map(StackSampler::frame).toList();
    int foreign = 0;
    while (foreign < frames.size() && !frames.get(foreign).isForeign()) {
      foreign++;
    }
    if (foreign < DEPTH || foreign == frames.size()) {
      return frames.stream().limit(DEPTH).toList();
    }
    List<StackFrame> kept = new ArrayList<>(frames.subList(0, DEPTH / 2));
    kept.add(StackFrame.gap(foreign - DEPTH / 2));
    frames.subList(foreign, frames.size()).stream().limit(DEPTH / 2 - 1).forEach(kept::add);
    return kept;
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
