package io.sluice.local.upgrade;

import io.sluice.local.child.Stopwatch;
import io.sluice.local.state.Credentials;
import io.sluice.local.upgrade.RollingUpgrade.Release;
import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** The load, the upgrade beside it, and the count afterwards. One thread drives. */
final class UpgradeRun {
  private static final Duration BEFORE = Duration.ofSeconds(10);
  private static final Duration WORKER_STOPPED = Duration.ofMinutes(1);
  private static final Duration AFTER = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration TO_END = Duration.ofMinutes(5);
  private static final int TIMEOUT_MARGIN_SECONDS = 300;
  private static final String KILLED = "sluice_healthy_executions_killed_total";

  private final RollingUpgrade upgrade;
  private final ApiClient api;
  private final UpgradeRecords records;
  private final String page;
  private final Credentials credentials;
  private volatile boolean over;

  UpgradeRun(
      RollingUpgrade upgrade,
      ApiClient api,
      UpgradeRecords records,
      String page,
      Credentials credentials) {
    this.upgrade = upgrade;
    this.api = api;
    this.records = records;
    this.page = page;
    this.credentials = credentials;
  }

  /** Returns 0 if the upgrade cost nothing, and 1 otherwise. */
  int play(Release old, UpgradeLoad load, Duration longTime)
      throws IOException, InterruptedException, SQLException {
    try (var visitor = new PageVisitor(page)) {
      visitor.signIn(credentials);
      var sending = Thread.ofPlatform().name("load").start(load::run);
      var visiting =
          CompletableFuture.runAsync(
              () -> look(visitor), task -> Thread.ofPlatform().name("page").start(task));
      if (load.kind() == UpgradeLoad.Kind.ACTIONS) {
        withoutWorker(old, load);
      }
      String longId =
          api.submit(
              "sleep",
              "{\"seconds\":" + longTime.toSeconds() + "}",
              Math.toIntExact(longTime.toSeconds()) + TIMEOUT_MARGIN_SECONDS);
      api.await(longId, "RUNNING");
      LockSupport.parkNanos(BEFORE.toNanos());
      Release next;
      try {
        next = upgrade.replace(old, 2, longTime.plus(TO_END));
        LockSupport.parkNanos(AFTER.toNanos());
      } finally {
        load.stop();
        over = true;
      }
      sending.join();
      visiting.join();
      awaitEnds();
      var figures = figures(old, next, load, visitor, longId, longTime);
      UpgradeReport.print(figures, visitor.seen(), records);
      return figures.problems().isEmpty() ? 0 : 1;
    }
  }

  /**
   * Requests are accepted as fast when nobody runs them: for a minute the only worker stands still.
   */
  private static void withoutWorker(Release old, UpgradeLoad load)
      throws IOException, InterruptedException {
    signal("-STOP", old);
    try {
      LockSupport.parkNanos(WORKER_STOPPED.toNanos());
    } finally {
      signal("-CONT", old);
    }
    System.out.printf(
        "without a worker, time to the answer p50 / p99 / longest: %d / %d / %d ms%n",
        load.answerMillis(0.5), load.answerMillis(0.99), load.answerMillis(1));
  }

  private static void signal(String name, Release release)
      throws IOException, InterruptedException {
    String pid = Long.toString(release.worker().child().pid());
    int _ = new ProcessBuilder("kill", name, pid).start().waitFor();
  }

  private void look(PageVisitor visitor) {
    try {
      while (!over) {
        visitor.look();
        LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitEnds() throws SQLException {
    var watch = Stopwatch.start();
    while (records.unfinished() > 0 && !watch.leftOf(TO_END).isZero()) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  private UpgradeFigures figures(
      Release old,
      Release next,
      UpgradeLoad load,
      PageVisitor visitor,
      String longId,
      Duration asked)
      throws IOException, InterruptedException, SQLException {
    return new UpgradeFigures(
        load.submitted(),
        records.recorded(load.accepted()),
        records.execution(longId, old.workerId(), asked),
        RollingUpgrade.ends(old),
        killed(next.worker().management()),
        visitor.refusal().orElse(""));
  }

  /** Healthy executions that a worker has killed. */
  private static double killed(int management) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/q/metrics"));
    try (var http = HttpClient.newHttpClient()) {
      var metrics =
          http.send(request.header("Accept", "text/plain").build(), BodyHandlers.ofString()).body();
      return metrics
          .lines()
          .filter(line -> line.startsWith(KILLED))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    }
  }
}
