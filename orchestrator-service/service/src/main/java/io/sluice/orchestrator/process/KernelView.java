package io.sluice.orchestrator.process;

import java.util.List;

/**
 * State of a process in the kernel at one moment (proc(5)).
 *
 * @param state its letter: R running, S sleeping, D waiting for a disk, T stopped, t traced, Z
 *     ended; empty if it could not be read
 * @param cpuTicks user and system time of all its threads, in 1/100 s
 * @param threads number of its threads
 * @param tasks at most 64 of its threads, the busiest first
 */
public record KernelView(String state, long cpuTicks, long threads, List<Task> tasks) {
  public static final KernelView NONE = new KernelView("", 0, 0, List.of());

  /**
   * One thread.
   *
   * @param name its first 15 characters
   */
  public record Task(long tid, String name, String state, long cpuTicks) {}

  /** Returns true if it was stopped by a signal or a debugger, so that it cannot answer. */
  public boolean isStopped() {
    return state.equalsIgnoreCase("t");
  }
}
