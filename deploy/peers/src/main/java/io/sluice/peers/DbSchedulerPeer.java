package io.sluice.peers;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import javax.sql.DataSource;

/** db-scheduler with 16 threads, which lock and fetch, and immediate execution. */
public final class DbSchedulerPeer extends PeerProgram {
  private static final int THREADS = 16;
  private static final Duration POLL = Duration.ofMillis(100);
  private static final OneTimeTask<Long> NOOP =
      Tasks.oneTime("noop", Long.class).execute((task, _) -> ranOne(task.getData()));

  /** The table of its documentation. */
  private static final String TABLE =
      """
      create table scheduled_tasks (
        task_name text not null, task_instance text not null, task_data bytea,
        execution_time timestamp with time zone not null, picked boolean not null, picked_by text,
        last_success timestamp with time zone, last_failure timestamp with time zone,
        consecutive_failures int, last_heartbeat timestamp with time zone, version bigint not null,
        priority smallint, primary key (task_name, task_instance));
      create index execution_time_idx on scheduled_tasks (execution_time);
      create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
      """;

  private final Scheduler scheduler;
  private final InstantSource clock = InstantSource.system();
  private long next;

  private DbSchedulerPeer(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  public static void main(String[] arguments) throws SQLException {
    DataSource database = database();
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(TABLE);
    }
    var scheduler =
        Scheduler.create(database, NOOP)
            .threads(THREADS)
            .pollUsingLockAndFetch(0.5, 4.0)
            .pollingInterval(POLL)
            .enableImmediateExecution()
            .build();
    scheduler.start();
    new DbSchedulerPeer(scheduler).measure();
    System.exit(0);
  }

  @Override
  void enqueue(int count) {
    var tasks = new ArrayList<TaskInstance<?>>();
    for (int i = 0; i < count; i++) {
      tasks.add(NOOP.instance(id(), 0L));
    }
    scheduler.scheduleBatch(tasks, clock.instant());
  }

  @Override
  void enqueueOne(long due) {
    scheduler.schedule(NOOP.instance(id(), due), clock.instant());
  }

  @Override
  void pause() {
    scheduler.pause();
  }

  @Override
  void resume() {
    scheduler.resume();
  }

  private String id() {
    return Long.toString(++next);
  }
}
