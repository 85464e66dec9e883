package io.sluice.chaos.nemesis;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.load.LoadPlan;
import io.sluice.chaos.load.PlannedRequest;
import io.sluice.chaos.load.PlannedRequest.Share;
import io.sluice.chaos.load.RetryingSubmitter;
import io.sluice.chaos.nemesis.Fault.NotLanded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Row 32: more work of high priority than the workers can do, all the time. Work of low priority
 * beside it ends nevertheless.
 */
final class EndlessHighPriority implements Fault {
  private static final int BACKLOG = 150;
  private static final int MORE = 30;
  private static final int HIGH_MS = 400;
  private static final int LOW = 8;
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final List<String> low = new ArrayList<>();
  private long fewestWaiting = Long.MAX_VALUE;
  private boolean ended;

  static Fault draw(int variant, FaultRandom draws) {
    return new EndlessHighPriority();
  }

  @Override
  public String describe() {
    return "endless work of high priority beside " + LOW + " executions of low priority";
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    submit(context, "high", HIGH_MS, BACKLOG);
    low.addAll(submit(context, "low", 1, LOW));
    ended =
        MachineClock.await(
            LIMIT,
            () -> {
              long waiting = waiting(context);
              fewestWaiting = Math.min(fewestWaiting, waiting);
              if (waiting < BACKLOG) {
                submit(context, "high", HIGH_MS, MORE);
              }
              return low.stream().allMatch(context::ended);
            });
  }

  private static List<String> submit(FaultContext context, String priority, int ms, int count)
      throws NotLanded, InterruptedException {
    var ids = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      PlannedRequest request =
          RetryingSubmitter.request(
              "chaos-work", LoadPlan.workInput(context.ledger(), ms, 0, "b"), Share.SHORT, 60);
      ids.add(context.submit(request.withPriority(priority)));
    }
    return ids;
  }

  /** Those of high priority. */
  private static long waiting(FaultContext context) throws Exception {
    return context
        .system()
        .database()
        .number("select count(*) from execution where status = 'PENDING' and priority = 0");
  }

  @Override
  public String proof(FaultContext context) throws NotLanded {
    NotLanded.unless(fewestWaiting > 0, "the work of high priority came to an end");
    NotLanded.unless(ended, "not all of " + low + " ended in " + LIMIT.toSeconds() + " s");
    return String.format(
        Locale.ROOT, "%d of low priority ended beside %d waiting ones", LOW, fewestWaiting);
  }
}
