package io.sluice.chaos.nemesis;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.load.Answers.Accepted;
import io.sluice.chaos.load.LoadPlan;
import io.sluice.chaos.load.PlannedRequest;
import io.sluice.chaos.nemesis.Fault.NotLanded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Row 23: sends one request 50 times at once, then the same key with another body. */
final class SameRequest implements Fault {
  private static final int TIMES = 50;

  private final String key;
  private final Set<String> ids = ConcurrentHashMap.newKeySet();
  private final List<Integer> statuses = new ArrayList<>();
  private int other;

  private SameRequest(String key) {
    this.key = key;
  }

  static Fault draw(int variant, FaultRandom draws) {
    return new SameRequest("same-" + draws.word());
  }

  @Override
  public String describe() {
    return "the same request " + TIMES + " times at once";
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked = new ArrayList<Future<Integer>>();
      for (int i = 0; i < TIMES; i++) {
        asked.add(threads.submit(() -> ask(context, "first")));
      }
      for (var each : asked) {
        statuses.add(each.get());
      }
    }
    other = ask(context, "other");
  }

  private int ask(FaultContext context, String marker) throws IOException, InterruptedException {
    var input = LoadPlan.workInput(context.ledger(), 50, 0, marker);
    var answer =
        context
            .api()
            .post(
                "/api/executions",
                "{\"workflow\":\"chaos-work\",\"input\":" + input + "}",
                Map.of("Idempotency-Key", key));
    if (answer.status() == 202) {
      ids.add(answer.executionId());
      context.note(
          new Accepted(
              answer.executionId(),
              "chaos-work",
              PlannedRequest.Share.SHORT,
              MachineClock.nanos(),
              Optional.of(marker)));
    }
    return answer.status();
  }

  @Override
  public String proof(FaultContext context) throws NotLanded {
    NotLanded.unless(ids.size() == 1, "there are " + ids.size() + " executions: " + ids);
    NotLanded.unless(
        statuses.stream().allMatch(status -> status == 202), "answers were " + statuses);
    NotLanded.unless(other == 422, "another body was answered with " + other);
    return TIMES + " answers with one id; another body was answered with 422";
  }
}
