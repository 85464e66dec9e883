package io.sluice.local.service;

import io.sluice.local.child.Child;
import io.sluice.local.child.StartFailed;
import io.sluice.local.child.Stopwatch;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;

/** Waits until a service reports that it is ready. */
public final class ReadinessWait {
  /** Path of readiness on a management port. */
  public static final String PATH = "/q/health/ready";

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration BETWEEN_ASKS = Duration.ofMillis(100);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final int MAX_SAID = 2000;

  private ReadinessWait() {}

  /**
   * Asks until it is ready.
   *
   * @param management the service's management address
   * @throws StartFailed when it ends instead, or takes too long: with what it said last
   */
  public static void await(Child child, URI management) throws IOException, InterruptedException {
    await(child, management, LIMIT);
  }

  /** The same with another limit, for who starts much at once. */
  public static void await(Child child, URI management, Duration limit)
      throws IOException, InterruptedException {
    var stopwatch = Stopwatch.start();
    var said = "it did not answer";
    try (var http = HttpClient.newBuilder().connectTimeout(ANSWER).build()) {
      while (!stopwatch.leftOf(limit).isZero()) {
        var answer = ask(http, management.resolve(PATH));
        if (answer.ready()) {
          return;
        }
        said = answer.said();
        if (child.endsWithin(BETWEEN_ASKS)) {
          throw new StartFailed(child.name() + " " + child.end() + " before it was ready", child);
        }
      }
    }
    throw new StartFailed(
        String.format(
            Locale.ROOT, "%s was not ready within %d s: %s", child.name(), limit.toSeconds(), said),
        child);
  }

  private static Answer ask(HttpClient http, URI address) throws InterruptedException {
    try {
      var request = HttpRequest.newBuilder(address).timeout(ANSWER).build();
      var answer = http.send(request, BodyHandlers.ofString());
      var body = answer.body();
      return new Answer(
          answer.statusCode() == 200, body.substring(0, Math.min(MAX_SAID, body.length())));
    } catch (IOException notYet) {
      return new Answer(false, "it does not answer at " + address);
    }
  }

  private record Answer(boolean ready, String said) {}
}
