package io.sluice.chaos.nemesis;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.load.PlannedRequest.Share;
import io.sluice.chaos.load.RetryingSubmitter;
import io.sluice.chaos.nemesis.Fault.NotLanded;
import io.sluice.chaos.system.ObservedProcess;
import io.sluice.chaos.system.WorkerSlot;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Row 18: an execution takes all threads, children or files, and its worker keeps answering. An
 * execution with a process of its own takes all files of that process; the others have neighbours.
 */
final class GreedyExecution implements Fault {
  private static final String WORKFLOW = "chaos-greedy";
  private static final Duration TO_END = Duration.ofMinutes(3);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
  private static final int TIMEOUT_SECONDS = 30;

  private final String kind;
  private final int count;
  private final int sleeps;
  private String id = "";
  private Duration slowest = Duration.ZERO;

  private GreedyExecution(String kind, int count, int sleeps) {
    this.kind = kind;
    this.count = count;
    this.sleeps = sleeps;
  }

  static Fault draw(int variant, FaultRandom draws) {
    var kind = List.of("THREADS", "CHILDREN", "DETACHED", "DESCRIPTORS").get(variant);
    int count =
        switch (kind) {
          case "THREADS" -> draws.longForm() ? 10_000 : 2_000;
          case "DESCRIPTORS" -> 1_000_000;
          default -> 50;
        };
    return new GreedyExecution(kind, count, 10_000_000 + draws.below(1_000_000));
  }

  @Override
  public String describe() {
    return "an execution takes %s".formatted(kind);
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    var input =
        String.format(
            Locale.ROOT,
            "{\"ledger\":\"%s\",\"kind\":\"%s\",\"count\":%d,\"sleeps\":%d}",
            context.ledger(),
            kind,
            count,
            sleeps);
    var request = RetryingSubmitter.request(WORKFLOW, input, Share.HOSTILE, TIMEOUT_SECONDS);
    id = context.submit(kind.equals("DESCRIPTORS") ? request.in("isolated") : request);
    long began = MachineClock.nanos();
    while (!context.ended(id) && MachineClock.since(began).compareTo(TO_END) < 0) {
      for (WorkerSlot worker : context.system().livingWorkers()) {
        slowest = longer(slowest, context.answerTime(worker));
      }
      MachineClock.pause(BETWEEN_LOOKS);
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  @Override
  public String proof(FaultContext context) throws Exception {
    NotLanded.unless(context.ended(id), id + " has not ended in " + TO_END.toSeconds() + " s");
    NotLanded.unless(context.runs(id) > 0, id + " never started");
    var mark = "sleep\0" + sleeps + "\0";
    NotLanded.unless(
        MachineClock.await(TO_END, () -> ObservedProcess.withArguments(mark).isEmpty()),
        "children of " + id + " live on");
    return String.format(
        Locale.ROOT,
        "%s ended as %s, no child is left, the slowest answer of a worker took %d ms",
        id,
        context.outcome(id),
        slowest.toMillis());
  }
}
