package io.sluice.admin.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.admin.Api;
import io.sluice.admin.TestSystem;
import io.sluice.queue.RedisConnection;
import io.sluice.service.DropCounter;
import io.sluice.service.SystemLogLine;
import io.sluice.service.SystemLogStream;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.logmanager.handlers.AsyncHandler.OverflowAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class SystemLogRecorderTest {

  private static final Logger LOG = Logger.getLogger(SystemLogRecorderTest.class);
  private static final String PATH = "/api/platform/logs";

  @Inject RedisConnection redis;
  @Inject MeterRegistry meters;

  private final String word = UUID.randomUUID().toString();

  @Test
  void theConsoleIsWrittenByAThreadOfItsOwnAndItsDropsAreCounted() {
    var handlers = InitialConfigurator.DELAYED_HANDLER.getHandlers();

    assertThat(DropCounter.asynchronous(handlers).toList())
        .as("of %s", List.of(handlers))
        .singleElement()
        .satisfies(
            console -> {
              assertThat(console.getOverflowAction()).isEqualTo(OverflowAction.DISCARD);
              assertThat(console.getQueueLength()).isEqualTo(1024);
            });
    assertThat(meters.get("sluice.log.lines.dropped").functionCounter().count()).isNotNegative();
    assertThat(meters.find("sluice.loop.failures").functionCounters()).hasSizeGreaterThan(20);
  }

  @Test
  void whatThisServiceSaysIsShownInOneLine() {
    LOG.warnf("first %s\nsecond", word);

    var line = awaited("q=" + word);

    assertThat(line).containsEntry("service", "admin-api").containsEntry("level", "WARN");
    assertThat(line).containsEntry("logger", "SystemLogRecorderTest");
    assertThat(line).containsEntry("message", "first " + word + "?second");
  }

  @Test
  void whatAWorkerSaysIsFoundByWorkerLevelAndWord() {
    say("worker-a", "INFO", "it starts " + word);
    say("worker-a", "ERROR", "it breaks " + word);
    say("worker-b", "ERROR", "another " + word);
    await().atMost(Duration.ofSeconds(30)).until(() -> found("q=" + word) == 3);

    assertThat(found("q=" + word.toUpperCase(Locale.ROOT) + "&level=ERROR")).isEqualTo(2);
    assertThat(found("q=" + word + "&worker_id=worker-a&level=ERROR")).isOne();
    assertThat(found("q=" + word + "&service=admin-api")).isZero();
    assertThat(found("q=" + word + "&to=2020-01-01T00:00:00Z")).isZero();
    assertThat(found("q=" + word + "&limit=2")).isEqualTo(2);
    String cursor = Api.get(PATH + "?limit=2&q=" + word).path("next_cursor");
    assertThat(found("limit=2&q=" + word + "&cursor=" + cursor)).isOne();
  }

  @Test
  void aLongNameIsCutBeforeACharacterThatDoesNotFitAndItsLinesAreKept() {
    say("w".repeat(199) + "😀 and more", "INFO", word);

    assertThat(awaited("q=" + word)).containsEntry("worker_id", "w".repeat(199));
  }

  @ParameterizedTest
  @ValueSource(strings = {"level=LOUD", "from=yesterday", "to=now", "cursor=x", "limit=0"})
  void aFilterThatMeansNothingIsRefused(String query) {
    assertThat(Api.get(PATH + "?" + query).statusCode()).isEqualTo(422);
  }

  private void say(String worker, String level, String message) {
    new SystemLogStream(redis)
        .append(
            List.of(
                new SystemLogLine(
                    Instant.now(), "orchestrator-service", worker, level, "Worker", message)));
  }

  private static Map<String, Object> awaited(String query) {
    await().atMost(Duration.ofSeconds(30)).until(() -> found(query) == 1);
    return Api.get(PATH + "?" + query).jsonPath().getMap("items[0]");
  }

  private static int found(String query) {
    return Api.get(PATH + "?" + query).jsonPath().getList("items").size();
  }
}
