package io.sluice.process.execution;

import java.util.List;

/**
 * What a workflow's thread says last.
 *
 * @param runNanos from the start of the thread to the return of the workflow
 * @param cpuNanos CPU time of that thread alone
 * @param allocatedBytes by that thread alone
 * @param threadsLeft threads it started, virtual ones too, that outlived it and an interrupt
 * @param poolTasksLeft tasks in the common pool that wait, run, or are scheduled for later
 */
record RunReport(
    Ending ending,
    long runNanos,
    long cpuNanos,
    long allocatedBytes,
    List<Thread> threadsLeft,
    int poolTasksLeft) {}
