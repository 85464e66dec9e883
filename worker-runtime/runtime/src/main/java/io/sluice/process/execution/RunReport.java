package io.sluice.process.execution;

import java.util.List;

/**
 * What a workflow's thread says last.
 *
 * @param runNanos from the start of the thread to its end
 * @param cpuNanos CPU time of that thread alone
 * @param allocatedBytes by that thread alone
 * @param threadsLeft threads it started that outlived it and an interrupt
 */
record RunReport(
    Ending ending, long runNanos, long cpuNanos, long allocatedBytes, List<Thread> threadsLeft) {}
