package io.sluice.process.execution;

import io.sluice.process.diagnosis.StackSampler;
import io.sluice.process.lifecycle.ProcessUsage;
import io.sluice.process.output.ProcessLog;
import io.sluice.protocol.ExecutionPhase;
import io.sluice.protocol.ExecutionStats;
import io.sluice.protocol.Stats;
import java.util.Collection;
import java.util.List;

/** Builds the answer to a Ping: resource usage of the process and of each of its executions. */
final class StatsAnswer {
  private final ProcessUsage usage;
  private final StackSampler sampler;

  StatsAnswer(ProcessUsage usage, StackSampler sampler) {
    this.usage = usage;
    this.sampler = sampler;
  }

  Stats.Builder to(long pingSeq, Collection<RunningExecution> executions) {
    var stats = usage.read().setPingSeq(pingSeq).addAllNotices(ProcessLog.takeNotices());
    var listed = List.copyOf(executions);
    var ids = listed.stream().mapToLong(execution -> execution.thread().threadId()).toArray();
    var cpu = sampler.cpuNanos(ids);
    var allocated = sampler.allocatedBytes(ids);
    for (int at = 0; at < ids.length; at++) {
      stats.addExecutions(of(listed.get(at), cpu[at], allocated[at]));
    }
    return stats;
  }

  private static ExecutionStats of(RunningExecution execution, long cpuNanos, long allocatedBytes) {
    return ExecutionStats.newBuilder()
        .setAttempt(execution.request().attempt())
        .setCpuNanos(Math.max(0, cpuNanos))
        .setAllocatedBytes(Math.max(0, allocatedBytes))
        .setThreadState(execution.thread().getState().name())
        .setPhase(phase(execution.state()))
        .build();
  }

  private static ExecutionPhase phase(RunState state) {
    return switch (state) {
      case RunState.Running _ -> ExecutionPhase.RUNNING;
      case RunState.Completing _ -> ExecutionPhase.COMPLETING;
      case RunState.Stuck _ -> ExecutionPhase.STUCK;
    };
  }
}
