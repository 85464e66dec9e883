package io.sluice.chaos.nemesis;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.nemesis.Fault.NotLanded;
import io.sluice.chaos.nemesis.InjectedFault.FaultTarget;
import io.sluice.local.data.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/**
 * Row 34: PostgreSQL fails over to a server that only reads, and back: all sessions end twice, and
 * those in between cannot write.
 */
final class ReadOnlyPostgres implements Fault {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String NOOP = "{\"workflow\":\"chaos-work\",\"input\":{}}";
  private static final String SETTING =
      "alter database " + PostgresServer.DATABASE + " %s default_transaction_read_only";

  private final Duration lasts;
  private boolean refused;

  private ReadOnlyPostgres(Duration lasts) {
    this.lasts = lasts;
  }

  static Fault draw(int variant, FaultRandom draws) {
    return new ReadOnlyPostgres(draws.scaled(60));
  }

  @Override
  public String describe() {
    return "PostgreSQL only reads for " + lasts.toMillis() + " ms";
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    context.inject(FaultTarget.POSTGRES, 0);
    change(context, SETTING.formatted("set") + " = on");
    refused =
        MachineClock.await(
            LIMIT, () -> context.api().post("/api/executions", NOOP, Map.of()).status() == 503);
    MachineClock.pause(lasts);
  }

  private static void change(FaultContext context, String sql) throws SQLException {
    try (var connection = context.system().database().connect();
        var statement = connection.createStatement()) {
      statement.execute("set session characteristics as transaction read write");
      statement.execute(sql);
      statement.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where datname = current_database() and pid <> pg_backend_pid()");
    }
  }

  @Override
  public String proof(FaultContext context) throws NotLanded {
    NotLanded.unless(refused, "a submission was never answered with 503");
    return "submissions were answered with 503";
  }

  @Override
  public void heal(FaultContext context) throws Exception {
    change(context, SETTING.formatted("reset"));
    context.inject(FaultTarget.POSTGRES, 0);
  }
}
