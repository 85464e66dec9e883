package io.sluice.chaos.nemesis;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.load.PlannedRequest.Share;
import io.sluice.chaos.load.RetryingSubmitter;
import io.sluice.chaos.nemesis.Fault.NotLanded;
import io.sluice.chaos.nemesis.InjectedFault.FaultTarget;
import io.sluice.chaos.system.ObservedProcess.ProcessSignals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Row 24: a workflow that always gets stuck is blacklisted by its fifth distinct execution, also
 * when two of them end at once. What does not change the count: that each is repeated once, so that
 * three of them are six stuck attempts, and that admin-api dies between the third and the fourth.
 * The threshold is the usual one only while this is played: the load has stuck executions of its
 * own.
 */
final class AlwaysStuck implements Fault {
  private static final String WORKFLOW = "chaos-doomed";
  private static final Duration TO_END = Duration.ofMinutes(3);
  private static final Duration SEEN = Duration.ofSeconds(20);
  private static final int TIMEOUT_SECONDS = 1;
  private static final int THRESHOLD = 5;

  private final BlockedPeriod blocking = new BlockedPeriod();
  private final List<String> ids = new ArrayList<>();
  private boolean early;

  @Override
  public String describe() {
    return "a workflow that always gets stuck";
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    BreakerClient.threshold(context, THRESHOLD);
    stuck(context, THRESHOLD - 2);
    early = BreakerClient.isBlacklisted(context, WORKFLOW);
    context.inject(FaultTarget.ADMIN_API, context.system().adminPid());
    ProcessSignals.KILL.to(context.system().adminPid());
    context.system().restartAdminApi();
    stuck(context, 2);
    NotLanded.unless(
        MachineClock.await(SEEN, () -> BreakerClient.isBlacklisted(context, WORKFLOW)),
        "it was not blacklisted");
    NotLanded.unless(
        blocking.reached(context, WORKFLOW, SEEN), "the entry did not reach Redis in time");
  }

  private void stuck(FaultContext context, int count) throws Exception {
    var input = "{\"ledger\":\"%s\"}".formatted(context.ledger());
    var now = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      now.add(
          context.submit(
              RetryingSubmitter.request(WORKFLOW, input, Share.HOSTILE, TIMEOUT_SECONDS)));
    }
    ids.addAll(now);
    NotLanded.unless(
        MachineClock.await(TO_END, () -> now.stream().allMatch(context::ended)),
        "not all of " + now + " ended in " + TO_END.toSeconds() + " s");
  }

  @Override
  public String proof(FaultContext context) throws Exception {
    NotLanded.unless(!early, "it was blacklisted after " + (THRESHOLD - 2));
    int answer =
        context
            .api()
            .post("/api/executions", "{\"workflow\":\"" + WORKFLOW + "\",\"input\":null}", Map.of())
            .status();
    NotLanded.unless(answer == 409, "a new one was answered with " + answer);
    return String.format(
        Locale.ROOT,
        "%d executions ended as %s, then new ones were answered with 409",
        ids.size(),
        ids.stream().map(context::outcome).distinct().toList());
  }

  @Override
  public void heal(FaultContext context) throws Exception {
    BreakerClient.threshold(context, BreakerClient.NEVER);
    blocking.lifted(context, WORKFLOW);
    BreakerClient.release(context);
  }
}
