package io.sluice.admin.circuitbreaker;

import io.sluice.admin.circuitbreaker.BlacklistChanges.BlacklistChange;
import io.sluice.admin.circuitbreaker.BlacklistStore.LockedWorkflow;
import io.sluice.admin.circuitbreaker.BreakerRules.BreakerPolicy;
import io.sluice.admin.circuitbreaker.StuckEventStore.StuckEvent;
import io.sluice.admin.operations.Notifications;
import io.sluice.admin.operations.Notifications.Notification;
import io.sluice.admin.operations.Setting;
import io.sluice.admin.operations.SettingStore;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Counts stuck executions in the transaction that records them, under a lock on their workflow, so
 * that of any number of recorders exactly one trips.
 */
@Singleton
public final class Breaker {

  /**
   * The end of a trial run: it succeeded, or ignored its cancel. Other ends decide nothing.
   *
   * @param entry the blacklist entry whose trial run it was
   * @param topFrame the frame in which it was stuck; absent if it was not stuck or the frame is
   *     unknown
   */
  public record TrialEnd(long entry, boolean ignoredItsCancel, @Nullable String topFrame) {}

  /** The changes to publish after the commit. */
  public record Result(List<BlacklistChange> changes, List<Notification> notifications) {

    /** No change. */
    public static final Result NONE = new Result(List.of(), List.of());
  }

  private final StuckEventStore events;
  private final BlacklistStore entries;
  private final SettingStore settings;
  private final BreakerExecutor executor;
  private final BlacklistChanges changes;
  private final Notifications notifications;

  Breaker(
      StuckEventStore events,
      BlacklistStore entries,
      SettingStore settings,
      BreakerExecutor executor,
      BlacklistChanges changes,
      Notifications notifications) {
    this.events = events;
    this.entries = entries;
    this.settings = settings;
    this.executor = executor;
    this.changes = changes;
    this.notifications = notifications;
  }

  /** Call it last: its locks come after those of executions. */
  public Result record(
      Connection connection, List<StuckEvent> stuck, List<TrialEnd> trials, Instant now)
      throws SQLException {
    if (stuck.isEmpty() && trials.isEmpty()) {
      return Result.NONE;
    }
    boolean countsKilled = settings.value(connection, Setting.BREAKER_COUNTS_KILLED) == 1;
    Set<UUID> counted =
        events.insert(
            connection, stuck.stream().filter(event -> countsKilled || !event.killed()).toList());
    var concerned = new HashSet<>(counted);
    concerned.addAll(entries.workflows(connection, trials.stream().map(TrialEnd::entry).toList()));
    List<LockedWorkflow> locked = entries.lock(connection, concerned);
    BreakerPolicy policy = policy(connection);
    var decisions = executor.in(connection, policy, now);
    for (LockedWorkflow workflow : locked) {
      boolean released = decisions.trials(workflow, trials);
      if (!released && counted.contains(workflow.id())) {
        decisions.count(workflow);
      }
    }
    return decisions.close();
  }

  private BreakerPolicy policy(Connection connection) throws SQLException {
    return new BreakerPolicy(
        settings.value(connection, Setting.BREAKER_THRESHOLD),
        Duration.ofMinutes(settings.value(connection, Setting.BREAKER_WINDOW_MINUTES)));
  }

  /** Publishes the result, after the commit. */
  public void publish(Result result) {
    changes.publish(result.changes());
    notifications.publish(result.notifications());
  }
}
