package io.sluice.samples.hostile;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Hostile: interrupts every thread of the JVM. */
@WorkflowDefinition(
    name = "hostile-interrupt-everyone",
    description = "Hostile: interrupts every thread of its process, and sees who spins after that.")
public final class InterruptEveryoneWorkflow implements Workflow<Void, Map<String, Long>> {
  private static final long WATCHED_NANOS = TimeUnit.SECONDS.toNanos(2);

  /**
   * Returns the CPU time in milliseconds that each other thread used within 2 s after the
   * interrupt.
   */
  @Override
  public Map<String, Long> run(Void input, WorkflowContext context) {
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.threadId() != Thread.currentThread().threadId())
        .forEach(Thread::interrupt);
    var before = cpuMillis();
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < WATCHED_NANOS) {
      LockSupport.parkNanos(WATCHED_NANOS / 20);
    }
    var used = new TreeMap<String, Long>();
    cpuMillis().forEach((name, after) -> used.put(name, after - before.getOrDefault(name, 0L)));
    return used;
  }

  private static Map<String, Long> cpuMillis() {
    var threads = ManagementFactory.getThreadMXBean();
    var millis = new TreeMap<String, Long>();
    for (var thread : Thread.getAllStackTraces().keySet()) {
      millis.put(thread.getName(), threads.getThreadCpuTime(thread.threadId()) / 1_000_000);
    }
    return millis;
  }
}
