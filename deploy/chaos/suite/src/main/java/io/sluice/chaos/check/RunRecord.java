package io.sluice.chaos.check;

import io.sluice.chaos.ledger.Run;
import io.sluice.chaos.load.Answers.Accepted;
import io.sluice.chaos.nemesis.BlockObserver.Block;
import io.sluice.chaos.nemesis.InjectedFault;
import io.sluice.chaos.nemesis.FaultResult;
import io.sluice.chaos.watch.FleetLog.Change;
import io.sluice.chaos.watch.ObservedProcesses;
import io.sluice.chaos.watch.OutcomeSampler.Outcome;
import io.sluice.chaos.watch.StartedEvents.Started;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The input of the invariant checks.
 *
 * @param accepted by execution
 * @param cancelled executions that somebody cancelled
 * @param broken answers that broke a promise
 * @param lostAnswers requests of which nobody knows whether they were accepted
 * @param recorded by execution
 * @param first outcomes as they were first seen, by execution
 * @param runs the ledger
 * @param sessions event logs, one list for each start of a worker
 * @param commands what did not end, in words; absent when there is no such table
 * @param refused late results that were refused, and kept aside
 * @param ttl lease TTL in nanoseconds
 */
public record RunRecord(
    Map<String, Accepted> accepted,
    Set<String> cancelled,
    List<String> broken,
    long lostAnswers,
    Map<String, RecordedExecution> recorded,
    List<RecordedAttempt> attempts,
    Map<String, Outcome> first,
    List<Run> runs,
    ObservedProcesses members,
    List<List<Change>> sessions,
    List<InjectedFault> injected,
    List<FaultResult> results,
    List<Started> started,
    List<Block> blocks,
    Remains rest,
    Optional<Commands> commands,
    long refused,
    long ttl) {

  /**
   * The table of commands after the run.
   *
   * @param all number of commands
   * @param open unfinished ones, in words
   * @param generations processes that a command ended
   */
  public record Commands(long all, List<String> open, Set<Long> generations) {}
}
