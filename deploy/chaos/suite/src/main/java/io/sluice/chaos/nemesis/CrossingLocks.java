package io.sluice.chaos.nemesis;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.nemesis.Fault.NotLanded;
import io.sluice.chaos.nemesis.InjectedFault.FaultTarget;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;

/** Row 12: locks rows of running executions in another order than the recorder does. */
final class CrossingLocks implements Fault {
  private static final int ROWS = 60;
  private static final Duration BETWEEN = Duration.ofMillis(40);
  private static final String DEADLOCK = "40P01";

  private long waiting;
  private long locked;
  private boolean deadlock;

  @Override
  public String describe() {
    return "rows are locked in the other order";
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    context.inject(FaultTarget.POSTGRES, 0);
    var database = context.system().database();
    var ids =
        new ArrayList<>(
            database.read(
                "select id::text from execution where finished_at is null order by id desc limit "
                    + ROWS,
                row -> row.getString(1)));
    try (var connection = database.connect()) {
      connection.setAutoCommit(false);
      for (var id : ids) {
        lock(connection, id);
        MachineClock.pause(BETWEEN);
        waiting = Math.max(waiting, waiting(context));
      }
      connection.rollback();
    } catch (SQLException refused) {
      deadlock = DEADLOCK.equals(refused.getSQLState());
      if (!deadlock) {
        throw refused;
      }
    }
  }

  private void lock(Connection connection, String id) throws SQLException {
    try (var select =
        connection.prepareStatement("select 1 from execution where id = ?::uuid for update")) {
      select.setString(1, id);
      select.executeQuery().close();
      locked++;
    }
  }

  private static long waiting(FaultContext context) throws SQLException {
    return context
        .system()
        .database()
        .number(
            "select count(*) from pg_stat_activity"
                + " where application_name = 'sluice-admin-api' and wait_event_type = 'Lock'");
  }

  @Override
  public String proof(FaultContext context) throws NotLanded {
    NotLanded.unless(deadlock || waiting > 0, "nobody waited for " + locked + " locks");
    return deadlock ? "a deadlock, which ended ours" : waiting + " backends waited for a lock";
  }
}
