package io.sluice.admin.execution.retry;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.admin.database.Database;
import io.sluice.admin.execution.ExecutionDeadLetterStore;
import io.sluice.admin.execution.ExecutionDeadLetterStore.Growth;
import io.sluice.admin.lifecycle.Duties;
import io.sluice.admin.lifecycle.Duties.Duty;
import io.sluice.admin.lifecycle.Loop;
import io.sluice.admin.operations.Notifications;
import io.sluice.admin.operations.Notifications.Notice;
import io.sluice.admin.operations.Notifications.Notification;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts dead letters for the metric, and notifies administrators when those of a workflow become
 * more: once an hour for each workflow. Its loop runs on a thread of its own.
 */
@Singleton
public final class DeadLetterWatch {

  private static final Duration INTERVAL = Duration.ofSeconds(30);
  private static final Duration QUIET = Duration.ofHours(1);

  private final Database database;
  private final ExecutionDeadLetterStore store;
  private final Notifications notifications;
  private final Duties duties;
  private final InstantSource clock;
  private final AtomicLong deadLetters;
  private final Loop loop = new Loop("dead letters", this::turn);

  DeadLetterWatch(
      Database database,
      ExecutionDeadLetterStore store,
      Notifications notifications,
      Duties duties,
      InstantSource clock,
      MeterRegistry meters) {
    this.database = database;
    this.store = store;
    this.notifications = notifications;
    this.duties = duties;
    this.clock = clock;
    this.deadLetters = meters.gauge("sluice.dead.letters", new AtomicLong());
  }

  public void start() {
    loop.start();
  }

  public void stop() {
    loop.stop();
  }

  private Duration turn() {
    deadLetters.set(database.read(store::count));
    duties.carryOut(Duty.DEAD_LETTERS, _ -> tell());
    return INTERVAL;
  }

  /** Notifies administrators of workflows with more dead letters. */
  void tell() {
    Instant now = clock.instant();
    List<Notification> written =
        database.transaction(
            connection -> {
              var notices = new ArrayList<Notification>();
              for (Growth each : store.takeGrowth(connection, now.minus(QUIET), now)) {
                notices.add(notifications.write(connection, notice(each), now));
              }
              return notices;
            });
    notifications.publish(written);
  }

  private static Notice notice(Growth growth) {
    return new Notice(
        Notice.Severity.WARNING,
        "More dead letters of " + growth.workflow(),
        growth.grown()
            + (growth.grown() == 1 ? " execution" : " executions")
            + " failed with the retries, or the tolerated losses, used up. What is added within the"
            + " next hour comes in one notification.",
        "/dead-letters?workflow=" + URLEncoder.encode(growth.workflow(), StandardCharsets.UTF_8));
  }
}
