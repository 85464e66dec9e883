package io.sluice.chaos.nemesis;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.chaos.MachineClock;
import io.sluice.chaos.load.Answers;
import io.sluice.chaos.load.LoadPlan;
import io.sluice.chaos.load.PlannedRequest.Share;
import io.sluice.chaos.nemesis.Fault.NotLanded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Row 35: more delayed executions than the window of the queue holds. What is ready runs before
 * they are due.
 */
final class DelayedWindow implements Fault {
  private static final int BATCH = 1_000;
  private static final int BATCHES = 11;
  private static final int READY = 20;
  private static final Duration DELAY = Duration.ofSeconds(45);

  private final List<String> ready = new ArrayList<>();
  private Instant due = Instant.MAX;
  private boolean ended;

  static Fault draw(int variant, FaultRandom draws) {
    return new DelayedWindow();
  }

  @Override
  public String describe() {
    return BATCH * BATCHES + " delayed executions";
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    due = MachineClock.now().plus(DELAY);
    var input = LoadPlan.workInput(context.ledger(), 1, 0, "b");
    var item = "{\"workflow\":\"chaos-work\",\"input\":%s,\"run_at\":\"%s\"}".formatted(input, due);
    var body = "[" + String.join(",", Collections.nCopies(BATCH, item)) + "]";
    for (int i = 0; i < BATCHES; i++) {
      var answer = context.api().post("/api/executions/batch", body, Map.of());
      NotLanded.unless(answer.status() == 202, "a batch was answered with " + answer.status());
      answer.json().forEach(each -> note(context, each));
    }
    for (int i = 0; i < READY; i++) {
      ready.add(context.submit("chaos-work", input, Share.SHORT, 60));
    }
    ended =
        MachineClock.await(
            Duration.between(MachineClock.now(), due),
            () -> ready.stream().allMatch(context::ended));
  }

  private static void note(FaultContext context, JsonNode item) {
    context.note(
        new Answers.Accepted(
            item.path("execution_id").asText(),
            "chaos-work",
            Share.SHORT,
            MachineClock.nanos(),
            Optional.empty()));
  }

  @Override
  public String proof(FaultContext context) throws NotLanded {
    NotLanded.unless(ended, "ready ones waited until the delayed ones were due");
    return String.format(Locale.ROOT, "%d ready ones ended before the delayed ones", READY);
  }
}
