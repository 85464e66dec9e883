package io.sluice.process.execution;

import java.util.List;

/**
 * Last report of the thread of a workflow.
 *
 * @param runNanos time from the start of the thread to the return of the workflow
 * @param cpuNanos CPU time of that thread only
 * @param allocatedBytes allocated by that thread only
 * @param threadsLeft threads, including virtual ones, that outlived it and an interrupt
 * @param poolTasksLeft tasks in the common pool that wait, run, or are scheduled for later
 */
record RunReport(
    Ending ending,
    long runNanos,
    long cpuNanos,
    long allocatedBytes,
    List<Thread> threadsLeft,
    int poolTasksLeft) {}
