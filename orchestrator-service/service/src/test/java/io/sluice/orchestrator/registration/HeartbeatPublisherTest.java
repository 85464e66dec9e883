package io.sluice.orchestrator.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.orchestrator.RealRedis;
import io.sluice.queue.ControlKeys;
import io.sluice.registration.RegistrationScripts;
import io.sluice.registration.WorkerHeartbeat;
import io.sluice.registration.WorkerNews;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a real Redis. The interval is so long that only a change brings a second heartbeat. */
class HeartbeatPublisherTest {
  private static final String WORKER = "w-1";
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final RealRedis redis = RealRedis.start();
  private final RegistrationScripts registrations = new RegistrationScripts(redis);
  private final List<String> heard = redis.listen(ControlKeys.LIVE);
  private final AtomicInteger beats = new AtomicInteger();
  private final HeartbeatPublisher publisher =
      new HeartbeatPublisher(registrations, this::heartbeat, Duration.ofMinutes(10));

  @AfterEach
  void stop() throws InterruptedException, IOException {
    publisher.stop(WORKER);
    redis.close();
  }

  @Test
  void aWorkerIsRegisteredAtItsStartForThirtySeconds() {
    publisher.start();

    await().until(() -> registrations.isRegistered(WORKER));
    assertThat(registrations.workerIds(10)).containsExactly(WORKER);
    assertThat(Objects.requireNonNull(registrations.standing(10).get(WORKER)))
        .isPositive()
        .isLessThanOrEqualTo(RegistrationScripts.TTL);
    assertThat((Long) redis.send("PTTL", List.of(ControlKeys.heartbeat(WORKER))))
        .isBetween(1L, RegistrationScripts.TTL.toMillis());
    await().until(() -> heard, news -> news.contains(said("worker_heartbeat")));
  }

  @Test
  void aChangeIsToldAtOnceTogetherWithTheHeartbeatThatShowsIt() {
    publisher.start();
    await().until(() -> beats.get() == 1);

    publisher.changed(
        new WorkerNews.ProcessStateChanged(WORKER, 4711L, 7, "ACTIVE", "DRAINING", "stuck"));

    await().until(() -> heard.size() == 3);
    assertThat(heard)
        .element(2)
        .asString()
        .contains("\"type\":\"process_state_changed\"", "\"pid\":4711", "\"to\":\"DRAINING\"");
    assertThat(Objects.requireNonNull(registrations.latest(WORKER)).slots()).isEqualTo(2);
  }

  @Test
  void changesThatComeTogetherShareAHeartbeat() {
    publisher.start();
    await().until(() -> beats.get() == 1);

    for (int i = 0; i < 100; i++) {
      publisher.changed(
          new WorkerNews.ProcessStateChanged(WORKER, null, i, "none", "STARTING", null));
    }

    await().until(() -> heard.stream().filter(news -> news.contains("STARTING")).count() == 100);
    assertThat(beats.get()).isLessThan(10);
  }

  @Test
  void aCleanStopTakesTheRegistrationAwayAndSaysSo() throws InterruptedException {
    publisher.start();
    await().until(() -> heard.size() == 1);

    publisher.stop(WORKER);

    assertThat(registrations.isRegistered(WORKER)).isFalse();
    assertThat(registrations.workerIds(10)).isEmpty();
    assertThat(registrations.latestAsJson(List.of(WORKER))).hasSize(1).allMatch(Objects::isNull);
    await().until(() -> heard.getLast(), said("worker_heartbeat")::equals);
  }

  private static String said(String type) {
    return "{\"type\":\"%s\",\"worker_id\":\"%s\"}".formatted(type, WORKER);
  }

  /** The number of slots tells heartbeats apart. */
  private WorkerHeartbeat heartbeat() {
    return new WorkerHeartbeat(
        WORKER,
        "host",
        "0.1",
        NOW,
        NOW,
        "ready",
        null,
        "thread",
        beats.incrementAndGet(),
        0,
        false,
        List.of());
  }
}
