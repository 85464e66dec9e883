package io.sluice.chaos.nemesis;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.load.LoadPlan;
import io.sluice.chaos.load.PlannedRequest.Share;
import io.sluice.chaos.nemesis.Fault.NotLanded;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;

/**
 * Row 33: a session of a person holds the row of a running execution. Its result waits for the row,
 * and those of all others are recorded.
 */
final class LockedRow implements Fault {
  private static final int OTHERS = 20;
  private static final int LOCKED_MS = 3_000;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private String id = "";
  private boolean othersEnded;
  private boolean endedWhileLocked;

  static Fault draw(int variant, FaultRandom draws) {
    return new LockedRow();
  }

  @Override
  public String describe() {
    return "the row of a running execution is locked";
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    id = submit(context, LOCKED_MS);
    NotLanded.unless(MachineClock.await(LIMIT, () -> context.runs(id) > 0), id + " never started");
    try (var connection = context.system().database().connect()) {
      connection.setAutoCommit(false);
      lock(connection);
      MachineClock.pause(Duration.ofMillis(LOCKED_MS));
      var others = new ArrayList<String>();
      for (int i = 0; i < OTHERS; i++) {
        others.add(submit(context, 1));
      }
      othersEnded = MachineClock.await(LIMIT, () -> others.stream().allMatch(context::ended));
      endedWhileLocked = context.ended(id);
      connection.rollback();
    }
  }

  private static String submit(FaultContext context, int ms)
      throws NotLanded, InterruptedException {
    return context.submit(
        "chaos-work", LoadPlan.workInput(context.ledger(), ms, 0, "b"), Share.SHORT, 60);
  }

  private void lock(Connection connection) throws SQLException, NotLanded {
    try (var select =
        connection.prepareStatement("select 1 from execution where id = ?::uuid for update")) {
      select.setString(1, id);
      try (var row = select.executeQuery()) {
        NotLanded.unless(row.next(), id + " had ended before its row was locked");
      }
    }
  }

  @Override
  public String proof(FaultContext context) throws Exception {
    NotLanded.unless(!endedWhileLocked, id + " was recorded although its row was locked");
    NotLanded.unless(othersEnded, "the results of others waited for " + id);
    NotLanded.unless(
        MachineClock.await(LIMIT, () -> context.ended(id)), id + " was not recorded afterwards");
    return String.format(
        Locale.ROOT, "%d others were recorded meanwhile, and %s after it", OTHERS, id);
  }
}
