package io.sluice.admin.queue.publish;

import io.sluice.admin.database.Database;
import io.sluice.admin.execution.ExecutionListener.Ended;
import io.sluice.admin.execution.ExecutionQueueStore;
import io.sluice.admin.execution.ExecutionsEnded;
import io.sluice.admin.execution.HourlyCounts;
import io.sluice.queue.QueueAnswers.ProbeAnswer;
import io.sluice.queue.QueueAnswers.WithdrawAnswer;
import io.sluice.queue.QueueInspection;
import io.sluice.queue.QueueScripts;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Ends executions of a blacklisted workflow on their way into the queue or while they wait.
 * Executions that a worker has are left to the checks at claim and start: they may be running.
 */
@Singleton
public final class BlacklistEnforcer {

  private final QueueScripts queue;
  private final QueueInspection inspection;
  private final Database database;
  private final ExecutionQueueStore executions;
  private final ExclusiveLocks locks;
  private final ExecutionsEnded ends;
  private final HourlyCounts counts;
  private final InstantSource clock;

  BlacklistEnforcer(
      QueueScripts queue,
      QueueInspection inspection,
      Database database,
      ExecutionQueueStore executions,
      ExclusiveLocks locks,
      ExecutionsEnded ends,
      HourlyCounts counts,
      InstantSource clock) {
    this.queue = queue;
    this.inspection = inspection;
    this.database = database;
    this.executions = executions;
    this.locks = locks;
    this.ends = ends;
    this.counts = counts;
    this.clock = clock;
  }

  /**
   * Withdraws executions from the queue and ends them.
   *
   * @param epochs by execution id
   * @return the number of executions that have ended
   */
  int block(Map<String, Long> epochs) {
    var withdrawn = new ArrayList<UUID>();
    var unknown = new ArrayList<UUID>();
    var ids = List.copyOf(epochs.keySet());
    List<WithdrawAnswer> answers = queue.withdraw(epochs);
    for (int i = 0; i < ids.size(); i++) {
      switch (answers.get(i)) {
        case WithdrawAnswer.Withdrawn() -> withdrawn.add(UUID.fromString(ids.get(i)));
        case WithdrawAnswer.None() -> unknown.add(UUID.fromString(ids.get(i)));
        case WithdrawAnswer.Claimed _, WithdrawAnswer.Done(), WithdrawAnswer.Fenced() -> {}
      }
    }
    return end(withdrawn, unknown);
  }

  /**
   * Ends waiting executions while the copy in Redis keeps them out. Most of a backlog never was in
   * Redis, and a withdraw would leave a marker there for each.
   *
   * @param epochs by execution id, at most 200
   * @return the number of executions that have ended
   */
  public int blockWaiting(Map<String, Long> epochs) {
    var queued = new LinkedHashMap<>(epochs);
    var neverIn = new ArrayList<UUID>();
    var ids = List.copyOf(queued.keySet());
    List<ProbeAnswer> answers = inspection.probe(queued);
    for (int i = 0; i < ids.size(); i++) {
      if (answers.get(i) == ProbeAnswer.NONE) {
        neverIn.add(UUID.fromString(ids.get(i)));
        queued.remove(ids.get(i));
      }
    }
    int ended = end(List.of(), neverIn);
    return queued.isEmpty() ? ended : ended + block(queued);
  }

  /**
   * Ends executions that no worker has.
   *
   * @param withdrawn those that were in the queue
   * @param unknown those that Redis does not know. One that was published is left alone: Redis may
   *     have lost it while a worker has it, which writes it back; else the reconciler publishes it
   *     under a new epoch, at which it was not published
   */
  private int end(List<UUID> withdrawn, List<UUID> unknown) {
    if (withdrawn.isEmpty() && unknown.isEmpty()) {
      return 0;
    }
    List<Ended> ended =
        database.transaction(
            connection -> {
              var unclaimed = new ArrayList<>(withdrawn);
              unclaimed.addAll(executions.unpublished(connection, unknown));
              List<Ended> blocked = executions.block(connection, unclaimed, clock.instant());
              List<UUID> ids = blocked.stream().map(Ended::id).toList();
              locks.release(connection, ids);
              counts.addEnds(connection, ids);
              return blocked;
            });
    ended.forEach(ends::ended);
    return ended.size();
  }
}
