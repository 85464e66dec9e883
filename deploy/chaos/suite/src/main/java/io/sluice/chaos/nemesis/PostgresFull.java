package io.sluice.chaos.nemesis;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.nemesis.Fault.NotLanded;
import io.sluice.chaos.nemesis.InjectedFault.FaultTarget;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Row 12: no free connection: admin-api's connections are ended, and another client takes all. */
final class PostgresFull implements Fault {
  private static final int MORE_THAN_THERE_ARE = 200;

  private final Duration lasts;
  private final List<Connection> taken = new ArrayList<>();
  private String refusal = "";

  PostgresFull(Duration lasts) {
    this.lasts = lasts;
  }

  @Override
  public String describe() {
    return String.format(
        Locale.ROOT, "PostgreSQL has no connection left for %d ms", lasts.toMillis());
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    context.inject(FaultTarget.POSTGRES, 0);
    var database = context.system().database();
    try (var ender = database.connect();
        var statement = ender.createStatement()) {
      take(context);
      statement.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where application_name = 'sluice-admin-api'");
      take(context);
    }
    MachineClock.pause(lasts);
  }

  private void take(FaultContext context) {
    try {
      while (taken.size() < MORE_THAN_THERE_ARE) {
        taken.add(context.system().database().connect());
      }
    } catch (SQLException full) {
      refusal = String.valueOf(full.getMessage());
    }
  }

  @Override
  public String proof(FaultContext context) throws NotLanded {
    NotLanded.unless(!refusal.isEmpty(), taken.size() + " connections were given");
    return taken.size()
        + " connections were taken, then: "
        + refusal.lines().findFirst().orElse("");
  }

  @Override
  public void heal(FaultContext context) throws SQLException {
    for (var connection : taken) {
      connection.close();
    }
  }
}
