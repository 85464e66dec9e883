package io.sluice.admin.circuitbreaker;

import io.sluice.admin.operations.Notifications;
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

/**
 * Counts stuck executions in the transaction that records them, under a lock on their workflow, so
 * that of any number of recorders exactly one trips.
 */
@Singleton
public final class Breaker {

  private final StuckEventStore events;
  private final BlacklistStore entries;
  private final SettingStore settings;
  private final BreakerExecutor judge;
  private final BlacklistChanges doors;
  private final Notifications notifications;

  Breaker(
      StuckEventStore events,
      BlacklistStore entries,
      SettingStore settings,
      BreakerExecutor judge,
      BlacklistChanges doors,
      Notifications notifications) {
    this.events = events;
    this.entries = entries;
    this.settings = settings;
    this.judge = judge;
    this.doors = doors;
    this.notifications = notifications;
  }

  /** Call it last: its locks come after those of executions. */
  public BreakerNews record(
      Connection connection, List<StuckEvent> stuck, List<ProbeEnd> probes, Instant now)
      throws SQLException {
    if (stuck.isEmpty() && probes.isEmpty()) {
      return BreakerNews.NONE;
    }
    Set<UUID> counted = events.insert(connection, stuck);
    var concerned = new HashSet<>(counted);
    concerned.addAll(entries.workflows(connection, probes.stream().map(ProbeEnd::entry).toList()));
    List<LockedWorkflow> locked = entries.lock(connection, concerned);
    BreakerPolicy policy = policy(connection);
    var verdicts = judge.in(connection, policy, now);
    for (LockedWorkflow workflow : locked) {
      boolean released = verdicts.probes(workflow, probes);
      if (!released && counted.contains(workflow.id())) {
        verdicts.count(workflow);
      }
    }
    return verdicts.close();
  }

  private BreakerPolicy policy(Connection connection) throws SQLException {
    return new BreakerPolicy(
        settings.value(connection, Setting.BREAKER_THRESHOLD),
        Duration.ofMinutes(settings.value(connection, Setting.BREAKER_WINDOW_MINUTES)));
  }

  /** Publishes the result, after the commit. */
  public void publish(BreakerNews news) {
    doors.publish(news.changes());
    notifications.publish(news.notifications());
  }
}
