package io.sluice.local.upgrade;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The outcome of an upgrade, and what of it must not be.
 *
 * @param ends exit codes of the parts that were replaced
 * @param killed healthy executions that the new worker killed; of the old one the attempts speak
 * @param page an answer of the page that was not the page; empty if there was none
 */
record UpgradeFigures(
    Submitted submitted,
    Recorded recorded,
    LongExecution longOne,
    Map<String, Integer> ends,
    double killed,
    String page) {

  /** Exit codes of a JVM that ended by itself, and that ended in order after SIGTERM. */
  private static final Set<Integer> IN_ORDER = Set.of(0, 143);

  /**
   * Short executions as the client saw them; each has an idempotency key.
   *
   * @param accepted ids that were answered
   * @param refused submissions that were given up
   * @param again requests that were sent again
   */
  record Submitted(long sent, long accepted, long refused, long again) {}

  /**
   * Executions as PostgreSQL has them.
   *
   * @param executions without the long one
   * @param missing accepted ids that are not recorded
   * @param byStatus all executions
   * @param repeated attempts beyond the first
   * @param twice executions of which more than one attempt has succeeded
   */
  record Recorded(
      long executions, long missing, Map<String, Long> byStatus, long repeated, long twice) {}

  /**
   * The execution that the upgrade must not touch.
   *
   * @param worker where it ended
   * @param before the worker that it began in
   * @param ran how long it ran
   * @param asked how long it was to run
   */
  record LongExecution(
      String status, int attempts, String worker, String before, Duration ran, Duration asked) {}

  /** Everything that an upgrade must not do, as sentences; empty if it did none of it. */
  List<String> problems() {
    var problems = new ArrayList<String>();
    submissions(problems);
    records(problems);
    longExecution(problems);
    check(problems, killed == 0, killed + " healthy executions were killed");
    check(problems, page.isEmpty(), "the page answered " + page);
    ends.forEach(
        (part, code) -> check(problems, IN_ORDER.contains(code), part + " ended with " + code));
    return List.copyOf(problems);
  }

  private void submissions(List<String> problems) {
    long sent = submitted.sent();
    check(problems, submitted.refused() == 0, submitted.refused() + " submissions were given up");
    check(
        problems,
        submitted.accepted() + submitted.refused() == sent,
        sent + " submissions have " + submitted.accepted() + " ids");
  }

  private void records(List<String> problems) {
    check(
        problems,
        recorded.executions() == submitted.accepted(),
        submitted.accepted() + " accepted and " + recorded.executions() + " recorded");
    check(problems, recorded.missing() == 0, recorded.missing() + " accepted ones are missing");
    check(
        problems,
        recorded.byStatus().keySet().equals(Set.of("SUCCESS")),
        "not all succeeded: " + recorded.byStatus());
    check(problems, recorded.repeated() == 0, recorded.repeated() + " attempts were repeated");
    check(problems, recorded.twice() == 0, recorded.twice() + " executions succeeded twice");
  }

  private void longExecution(List<String> problems) {
    String status = longOne.status();
    check(problems, status.equals("SUCCESS"), "the long execution ended as " + status);
    int attempts = longOne.attempts();
    check(problems, attempts == 1, "the long execution took " + attempts + " attempts");
    check(
        problems,
        longOne.worker().equals(longOne.before()),
        "the long execution ended in " + longOne.worker());
    check(
        problems,
        longOne.ran().compareTo(longOne.asked()) >= 0,
        "the long execution ran for " + longOne.ran() + " only");
  }

  private static void check(List<String> problems, boolean holds, String otherwise) {
    if (!holds) {
      problems.add(otherwise);
    }
  }
}
