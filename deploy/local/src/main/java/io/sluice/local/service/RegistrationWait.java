package io.sluice.local.service;

import io.sluice.local.child.Child;
import io.sluice.local.child.StartFailed;
import io.sluice.local.child.Stopwatch;
import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Waits until admin-api knows the sample workflows and all workers. */
public final class RegistrationWait {
  private static final Set<String> SAMPLES =
      Set.of("log-digest", "csv-import", "checksum-tree", "echo", "sleep", "spin", "fail");
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration BETWEEN_ASKS = Duration.ofMillis(100);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private RegistrationWait() {}

  /**
   * Asks until nothing is missing.
   *
   * @param token of somebody who may read
   * @throws StartFailed when that does not come true in time: with what is missing
   */
  public static void await(Child adminApi, String url, String token, int workers)
      throws IOException, InterruptedException {
    var stopwatch = Stopwatch.start();
    var missing = "nothing was asked";
    try (var api = new ApiClient(url, token, ANSWER)) {
      while (!stopwatch.leftOf(LIMIT).isZero()) {
        missing = missing(api, workers);
        if (missing.isEmpty()) {
          return;
        }
        if (adminApi.endsWithin(BETWEEN_ASKS)) {
          throw new StartFailed(adminApi.name() + " " + adminApi.end(), adminApi);
        }
      }
    }
    throw new StartFailed(missing + " (waited " + LIMIT.toSeconds() + " s)", adminApi);
  }

  private static String missing(ApiClient api, int workers) throws InterruptedException {
    try {
      var absent = new HashSet<>(SAMPLES);
      api.get("/api/workflows?limit=200")
          .success()
          .path("items")
          .forEach(w -> absent.remove(w.path("name").asText()));
      if (!absent.isEmpty()) {
        return "admin-api does not know the workflows " + String.join(", ", List.copyOf(absent));
      }
      var known = api.get("/api/platform/workers").success().path("workers").size();
      return known >= workers ? "" : "admin-api knows " + known + " of " + workers + " workers";
    } catch (IOException refused) {
      return String.valueOf(refused.getMessage());
    }
  }
}
