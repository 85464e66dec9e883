package io.sluice.local.upgrade;

import java.sql.SQLException;
import java.util.Locale;

/** The table of figures. */
final class UpgradeReport {
  private UpgradeReport() {}

  static void print(UpgradeFigures figures, long pages, UpgradeRecords records)
      throws SQLException {
    var sent = figures.submitted();
    var recorded = figures.recorded();
    var longOne = figures.longOne();
    System.out.println("\n| seen | |\n| --- | --- |");
    row(
        "short executions: sent, accepted, recorded",
        "%d, %d, %d",
        sent.sent(),
        sent.accepted(),
        recorded.executions());
    row("requests that were sent again", "%d", sent.again());
    row("executions by status", "%s", recorded.byStatus());
    row(
        "attempts beyond the first; executions that succeeded twice",
        "%d; %d",
        recorded.repeated(),
        recorded.twice());
    row("successful attempts by worker", "%s", records.byWorker());
    row(
        "queue to start, p50 / p99 / longest",
        "%.0f / %.0f / %.0f ms",
        records.startDelay(0.5),
        records.startDelay(0.99),
        records.startDelay(1));
    row("longest time without a start", "%d ms", records.longestPause());
    row(
        "the long execution",
        "%s, %d attempt, %.1f s, in %s",
        longOne.status(),
        longOne.attempts(),
        longOne.ran().toMillis() / 1000.0,
        longOne.worker());
    row("exit codes of what was replaced", "%s", figures.ends());
    row("pages seen with one sign-in", "%d", pages);
    figures.problems().forEach(problem -> System.out.println("FAILED: " + problem));
  }

  private static void row(String name, String form, Object... values) {
    System.out.printf(Locale.ROOT, "| " + name + " | " + form + " |%n", values);
  }
}
