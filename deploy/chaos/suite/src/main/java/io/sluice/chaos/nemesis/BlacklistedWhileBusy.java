package io.sluice.chaos.nemesis;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.load.LoadPlan;
import io.sluice.chaos.load.PlannedRequest;
import io.sluice.chaos.nemesis.Fault.NotLanded;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * Row 25: blacklists a workflow by the API while its executions wait, run and are claimed, and
 * releases it again.
 */
final class BlacklistedWhileBusy implements Fault {
  private static final String WORKFLOW = "chaos-blockable";
  private static final String ID = "(select id from workflow where name = ?)";
  private static final Duration SEEN = Duration.ofSeconds(20);

  /** So long that many of them still wait when the entry is there. */
  private static final int LONGER_MS = 1500;

  private final int queued;
  private final Duration lasts;
  private final BlockedPeriod blocking = new BlockedPeriod();
  private boolean inserted;
  private long refused;

  private BlacklistedWhileBusy(int queued, Duration lasts) {
    this.queued = queued;
    this.lasts = lasts;
  }

  static Fault draw(int variant, FaultRandom draws) {
    return new BlacklistedWhileBusy(draws.longForm() ? 1000 : 200, Duration.ofSeconds(3));
  }

  @Override
  public String describe() {
    return String.format(
        Locale.ROOT, "blacklisting of a workflow with %d queued executions", queued);
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    for (int i = 0; i < queued; i++) {
      context.submit(
          WORKFLOW,
          LoadPlan.workInput(context.ledger(), LONGER_MS, 0, "b"),
          PlannedRequest.Share.SHORT,
          60);
    }
    block(context);
    MachineClock.pause(lasts);
    refused =
        context
            .system()
            .database()
            .number(
                "select count(*) from execution_all where workflow_id = "
                    + ID
                    + " and status = 'BLOCKED'",
                WORKFLOW);
  }

  private void block(FaultContext context) throws Exception {
    var answer =
        context
            .api()
            .post(
                "/api/platform/blacklist",
                "{\"workflow_id\":\"%s\",\"reason\":\"chaos\"}"
                    .formatted(context.workflowId(WORKFLOW)),
                Map.of());
    NotLanded.unless(answer.status() / 100 == 2, "it was not blacklisted: " + answer);
    inserted = true;
    NotLanded.unless(
        blocking.reached(context, WORKFLOW, SEEN),
        "the entry did not reach Redis within " + SEEN.toSeconds() + " s");
  }

  @Override
  public String proof(FaultContext context) throws Exception {
    int answer =
        context
            .api()
            .post("/api/executions", "{\"workflow\":\"" + WORKFLOW + "\",\"input\":null}", Map.of())
            .status();
    NotLanded.unless(answer == 409, "a new one was answered with " + answer);
    return "new ones are answered with 409; " + refused + " that waited are BLOCKED";
  }

  @Override
  public void heal(FaultContext context) throws Exception {
    blocking.lifted(context, WORKFLOW);
    if (inserted) {
      context.api().delete("/api/platform/blacklist/" + context.workflowId(WORKFLOW));
    }
  }
}
