package io.sluice.chaos.nemesis;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.chaos.MachineClock;
import io.sluice.chaos.nemesis.Fault.NotLanded;
import io.sluice.chaos.system.ObservedProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Row 26: one recycle command many times, also to the process that it replaced, and one to a lost
 * worker.
 */
final class RepeatedCommands implements Fault {
  private static final int TIMES = 100;
  private static final int AT_ONCE = 4;
  private static final Duration GONE = Duration.ofSeconds(60);
  private static final String NOBODY = "chaos-nobody";

  private final int which;
  private final Map<Integer, Integer> statuses = new TreeMap<>();
  private long recycled;
  private int lost;

  private RepeatedCommands(int which) {
    this.which = which;
  }

  static Fault draw(int variant, FaultRandom draws) {
    return new RepeatedCommands(draws.index());
  }

  @Override
  public String describe() {
    return "recycle of one process " + TIMES + " times, and of a lost worker";
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    var id = chooseActive(context);
    // At once: after the next heartbeat admin-api itself refuses them, and no worker sees one.
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      var asked = new ArrayList<Future<Integer>>();
      for (int i = 0; i < TIMES; i++) {
        asked.add(threads.submit(() -> recycle(context, id)));
      }
      for (var each : asked) {
        statuses.merge(each.get(), 1, Integer::sum);
      }
    }
    lost = recycle(context, NOBODY);
  }

  private int recycle(FaultContext context, String worker)
      throws IOException, InterruptedException {
    return context
        .api()
        .post(
            "/api/platform/workers/" + worker + "/processes/" + recycled + "/recycle",
            "{\"reason\":\"chaos\"}",
            Map.of())
        .status();
  }

  /**
   * Finds the ACTIVE process by the API, as an administrator would, since a process may end
   * meanwhile.
   */
  private String chooseActive(FaultContext context) throws Exception {
    var found = new ArrayList<String>();
    MachineClock.await(
        GONE,
        () -> {
          var workers = new ArrayList<JsonNode>();
          context.api().get("/api/platform/workers").json().path("workers").forEach(workers::add);
          Collections.rotate(workers, which);
          for (JsonNode worker : workers) {
            var id = worker.path("worker_id").asText();
            var view = context.api().get("/api/platform/workers/" + id).json();
            for (JsonNode process : view.path("processes")) {
              if (process.path("state").asText().equals("ACTIVE")) {
                recycled = process.path("pid").asLong();
                found.add(id);
                return true;
              }
            }
          }
          return false;
        });
    NotLanded.unless(!found.isEmpty(), "no registered worker shows an ACTIVE process");
    return found.getFirst();
  }

  @Override
  public String proof(FaultContext context) throws Exception {
    var gone = MachineClock.await(GONE, () -> !ObservedProcess.lives(recycled));
    NotLanded.unless(gone, "process " + recycled + " lives; answers " + statuses);
    NotLanded.unless(
        statuses.getOrDefault(202, 0) > 1, "no second command was accepted; answers " + statuses);
    NotLanded.unless(
        List.of(404, 409, 410).contains(lost), "a lost worker was answered with " + lost);
    return String.format(
        Locale.ROOT, "process %d went; answers %s, to a lost worker %d", recycled, statuses, lost);
  }
}
