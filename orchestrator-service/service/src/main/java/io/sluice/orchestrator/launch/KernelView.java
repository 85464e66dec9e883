package io.sluice.orchestrator.launch;

import java.util.List;

/**
 * What the kernel shows of a process at one moment (proc(5)).
 *
 * @param state its letter: R runs, S sleeps, D waits for a disk, T is stopped, t is traced, Z has
 *     ended; empty when nothing could be read
 * @param cpuTicks user and system time of all its threads, in 1/100 s
 * @param threads how many it has
 * @param tasks at most 64 of them, the busiest first
 */
public record KernelView(String state, long cpuTicks, long threads, List<Task> tasks) {
  public static final KernelView NONE = new KernelView("", 0, 0, List.of());

  /**
   * One thread.
   *
   * @param name at most 15 characters of it
   */
  public record Task(long tid, String name, String state, long cpuTicks) {}

  /** Whether it was stopped by a signal or a debugger, so that it can answer nothing. */
  public boolean isStopped() {
    return state.equalsIgnoreCase("t");
  }
}
