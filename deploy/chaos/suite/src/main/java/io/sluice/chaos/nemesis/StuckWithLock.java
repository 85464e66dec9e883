package io.sluice.chaos.nemesis;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.load.HostileRequest;
import io.sluice.chaos.load.LoadPlan;
import io.sluice.chaos.load.PlannedRequest.Share;
import io.sluice.chaos.nemesis.Fault.NotLanded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Row 19: a stuck execution that holds the exclusive lock of its workflow, beside healthy ones that
 * keep its process for a while after its outcome was recorded. The load brings others that wait for
 * the lock.
 */
final class StuckWithLock implements Fault {
  /** It waits for its turn among those of the load first. */
  private static final Duration TO_END = Duration.ofMinutes(6);

  private static final int NEIGHBOURS = 8;
  private static final int NEIGHBOUR_MS = 15_000;
  private static final int NEIGHBOUR_TIMEOUT = 60;

  private final List<String> ids = new ArrayList<>();

  @Override
  public String describe() {
    return "DEAF_AND_EXCLUSIVE";
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    var stuck = context.submit(HostileRequest.deafAndExclusive());
    ids.add(stuck);
    NotLanded.unless(
        MachineClock.await(TO_END, () -> context.runs(stuck) > 0), stuck + " never started");
    var input = LoadPlan.workInput(context.ledger(), NEIGHBOUR_MS, 0, "b");
    for (int i = 0; i < NEIGHBOURS; i++) {
      ids.add(context.submit("chaos-work", input, Share.HEALTHY_AND_LONG, NEIGHBOUR_TIMEOUT));
    }
  }

  @Override
  public String proof(FaultContext context) throws Exception {
    NotLanded.unless(
        MachineClock.await(TO_END, () -> ids.stream().allMatch(context::ended)),
        "not all of " + ids + " ended in " + TO_END.toSeconds() + " s");
    return String.format(
        Locale.ROOT,
        "%s ended as %s beside %d healthy ones",
        ids.getFirst(),
        context.outcome(ids.getFirst()),
        NEIGHBOURS);
  }
}
