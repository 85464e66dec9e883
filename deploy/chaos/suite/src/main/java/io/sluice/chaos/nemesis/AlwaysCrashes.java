package io.sluice.chaos.nemesis;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.load.HostileRequest;
import io.sluice.chaos.nemesis.Fault.NotLanded;
import java.time.Duration;
import java.util.Locale;

/**
 * Row 24: an execution that ends its process each time is tried once more, alone, convicts itself
 * there, and is a dead letter.
 */
final class AlwaysCrashes implements Fault {
  private static final Duration TO_END = Duration.ofMinutes(2);

  /** With its neighbours, and alone. */
  private static final int MAX_STARTS = 2;

  private String id = "";

  @Override
  public String describe() {
    return "an execution that always ends its process";
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    id = context.submit(HostileRequest.hostile("HALT", 9, true));
  }

  @Override
  public String proof(FaultContext context) throws Exception {
    var ended = MachineClock.await(TO_END, () -> context.ended(id));
    NotLanded.unless(ended, id + " has not ended in " + TO_END.toSeconds() + " s");
    var outcome = context.outcome(id);
    NotLanded.unless(outcome.equals("FAILED ProcessCrashed"), id + " ended as " + outcome);
    long starts = context.runs(id);
    NotLanded.unless(starts > 0 && starts <= MAX_STARTS, id + " started " + starts + " times");
    return String.format(Locale.ROOT, "%s has failed after %d starts", id, starts);
  }
}
