package io.sluice.local.upgrade;

import io.sluice.local.child.Stopwatch;
import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * A worker as its heartbeat shows it.
 *
 * @param status ready, not_ready or draining
 * @param running number of its executions
 */
record SeenWorker(String id, String status, int running) {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  /** The question that the loop over release generations asks before it scales one to zero. */
  boolean hasRunOut() {
    return status.equals("draining") && running == 0;
  }

  static List<SeenWorker> all(ApiClient api) throws IOException, InterruptedException {
    var seen = new ArrayList<SeenWorker>();
    for (var worker : api.get("/api/platform/workers").success().path("workers")) {
      seen.add(
          new SeenWorker(
              worker.path("worker_id").asText(),
              worker.path("status").asText(),
              worker.path("active_executions").asInt()));
    }
    return seen;
  }

  /**
   * Looks until there is one like this and returns it; answers that fail are looked at again.
   *
   * @throws IOException if there is none in time
   */
  static SeenWorker await(ApiClient api, Duration limit, Predicate<SeenWorker> wanted)
      throws IOException, InterruptedException {
    var watch = Stopwatch.start();
    String last = "nothing was seen";
    while (!watch.leftOf(limit).isZero()) {
      try {
        var seen = all(api);
        var found = seen.stream().filter(wanted).findFirst();
        if (found.isPresent()) {
          return found.get();
        }
        last = seen.toString();
      } catch (IOException noAnswer) {
        last = noAnswer.toString();
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
    throw new IOException("Waited " + limit.toSeconds() + " s for a worker. Seen last: " + last);
  }
}
