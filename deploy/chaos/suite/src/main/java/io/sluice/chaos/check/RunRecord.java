package io.sluice.chaos.check;

import io.sluice.chaos.ledger.Run;
import io.sluice.chaos.ledger.Run.Token;
import io.sluice.chaos.load.Answers.Accepted;
import io.sluice.chaos.nemesis.BlockObserver.Block;
import io.sluice.chaos.nemesis.FaultResult;
import io.sluice.chaos.nemesis.InjectedFault;
import io.sluice.chaos.watch.FleetLog.Change;
import io.sluice.chaos.watch.OutcomeSampler.Outcome;
import io.sluice.chaos.watch.ProcessTreeSampler.ObservedProcesses;
import io.sluice.chaos.watch.StartedEvents.Started;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The input of the invariant checks.
 *
 * @param rest the state after the run
 * @param ttl lease TTL in nanoseconds
 */
public record RunRecord(
    Requests requests,
    Recorded recorded,
    Observed observed,
    Faults faults,
    Remains rest,
    long ttl) {

  /**
   * The requests to the API and its answers.
   *
   * @param accepted by execution
   * @param cancelled executions that the load cancelled
   * @param broken answers that broke the contract
   * @param lostAnswers number of requests that may have been accepted without an answer
   */
  public record Requests(
      Map<String, Accepted> accepted,
      Set<String> cancelled,
      List<String> broken,
      long lostAnswers) {}

  /**
   * The database after the run.
   *
   * @param executions by id
   * @param first outcomes when they were first seen, by execution
   * @param commands absent without such a table
   * @param refused number of late results that were refused
   */
  public record Recorded(
      Map<String, RecordedExecution> executions,
      List<RecordedAttempt> attempts,
      Map<String, Outcome> first,
      Optional<Commands> commands,
      long refused) {}

  /**
   * Observations of the running system.
   *
   * @param runs the ledger
   * @param members all processes of workers
   * @param sessions event logs, one list for each start of a worker
   */
  public record Observed(
      List<Run> runs,
      ObservedProcesses members,
      List<List<Change>> sessions,
      List<Started> started,
      List<Block> blocks) {}

  /** The injected faults and their results. */
  public record Faults(List<InjectedFault> injected, List<FaultResult> results) {}

  /**
   * The table of commands after the run.
   *
   * @param all number of commands
   * @param open unfinished ones, in words
   * @param generations processes that a command ended
   */
  public record Commands(long all, List<String> open, Set<Long> generations) {}

  /**
   * The state after the run.
   *
   * @param sizes of the structures in Redis, by name
   * @param processes that outlive the workers
   * @param folders that outlive the workers
   */
  public record Remains(Map<String, Long> sizes, List<Long> processes, List<String> folders) {
    public Remains {
      sizes = Map.copyOf(sizes);
      processes = List.copyOf(processes);
      folders = List.copyOf(folders);
    }
  }

  /**
   * A row of the table attempt after the run.
   *
   * @param recordedAt nanoseconds of the monotonic clock
   */
  public record RecordedAttempt(
      String execution, Token token, String status, Optional<Long> recordedAt) {
    private static final Set<String> OUTCOMES = Set.of("SUCCESS", "FAILED", "TIMEOUT", "CANCELLED");

    /** True if an outcome was recorded for it; RUNNING and LOST are none. */
    boolean hasOutcome() {
      return OUTCOMES.contains(status);
    }
  }

  /**
   * A row of the table execution after the run.
   *
   * @param token epoch and last claim
   * @param recordedAt nanoseconds of the monotonic clock; absent without an outcome
   * @param createdAt nanoseconds of the monotonic clock
   */
  public record RecordedExecution(
      String id,
      String workflow,
      String status,
      Optional<String> errorType,
      Token token,
      Optional<String> result,
      Optional<Long> recordedAt,
      long createdAt) {
    private static final Set<String> TERMINAL =
        Set.of("SUCCESS", "FAILED", "TIMEOUT", "CANCELLED", "BLOCKED");

    boolean terminal() {
      return TERMINAL.contains(status);
    }

    /**
     * True if the outcome came from an attempt, not from an administrator, the blacklist or a loss.
     */
    boolean outcomeOfAnAttempt() {
      return status.equals("SUCCESS")
          || status.equals("TIMEOUT")
          || (status.equals("FAILED")
              && errorType
                  .filter(type -> type.equals("WorkerLost") || type.equals("ProcessCrashed"))
                  .isEmpty());
    }
  }
}
