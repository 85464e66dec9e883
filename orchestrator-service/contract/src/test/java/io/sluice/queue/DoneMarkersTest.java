package io.sluice.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.queue.DoneMarkers.RecordedEvent;
import io.sluice.queue.QueueAnswers.ClaimAnswer;
import io.sluice.queue.QueueAnswers.CompleteAnswer.Fate;
import io.sluice.queue.QueueAnswers.EnqueueAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
@ParameterizedClass
@EnumSource(Deployment.class)
class DoneMarkersTest {
  private static final QueueKeys KEYS = new QueueKeys("q0");
  private static final int RESULTS_LIMIT = 1000;

  private final RedisConnection redis;
  private final QueueScripts queue;
  private final DoneMarkers markers;

  DoneMarkersTest(Deployment deployment) {
    this.redis = deployment.redis();
    this.queue = new QueueScripts(redis, KEYS);
    this.markers = new DoneMarkers(redis, KEYS);
  }

  @AfterAll
  static void stopRedis() throws IOException {
    Deployment.stopAll();
  }

  @BeforeEach
  void openAnEmptyQueue() {
    redis.send("FLUSHALL", List.of());
    queue.createGroups();
    queue.block(1, Map.of());
    queue.open("g1");
  }

  @Test
  void whileTheRecorderIsAwayNoMarkerExpires() {
    finish("a");
    redis.send("ZADD", List.of("sl:{q0}:done_at", "1", "a")); // as if it were hours old
    finish("b");

    assertThat(markers.trim(Duration.ZERO, 100)).isZero();
    assertThat(enqueue("a")).isEqualTo(EnqueueAnswer.DONE);
  }

  @Test
  void aConfirmedMarkerGoesWithItsEventAndAfterItsTime() {
    RecordedEvent recorded = finish("a");

    markers.recorded(List.of(recorded));

    assertThat(redis.send("XLEN", List.of(KEYS.results()))).isEqualTo(0L);
    assertThat(markers.trim(Duration.ofMinutes(1), 100)).isZero();
    assertThat(enqueue("a")).as("somebody read its row earlier").isEqualTo(EnqueueAnswer.DONE);
    assertThat(markers.trim(Duration.ZERO, 100)).isEqualTo(1);
    assertThat(markers.count()).isZero();
    assertThat(redis.send("XLEN", List.of(KEYS.confirmed()))).isEqualTo(0L);
  }

  @Test
  void theConfirmationOfAnEarlierEpochLeavesTheMarkerOfALaterOne() {
    RecordedEvent first = finish("a");
    markers.recorded(List.of(first));
    queue.enqueue(10, List.of(entry("a", 2)));
    finish();

    markers.trim(Duration.ZERO, 100);

    assertThat(queue.enqueue(10, List.of(entry("a", 2)))).containsExactly(EnqueueAnswer.DONE);
  }

  @Test
  void aStartThatWasRecordedConfirmsNothing() {
    RecordedEvent end = finish("a");
    markers.recorded(List.of(new RecordedEvent(end.entry(), null)));

    markers.trim(Duration.ZERO, 100);

    assertThat(markers.count()).isEqualTo(1);
  }

  @Test
  void aMarkerWithoutAnEventIsFoundByPageAndConfirmed() {
    finish("a");
    finish("b");

    assertThat(markers.page(0, 10)).isEqualTo(Map.of("a", 1L, "b", 1L));
    markers.confirm(Map.of("a", 1L));
    markers.trim(Duration.ZERO, 100);

    assertThat(markers.page(0, 10)).containsOnlyKeys("b");
  }

  @Test
  void whatIsWithdrawnNeedsNoConfirmation() {
    enqueue("a");
    queue.withdraw(Map.of("a", 1L));
    queue.withdraw(Map.of("unknown", 1L));

    assertThat(markers.trim(Duration.ZERO, 100)).isEqualTo(2);
    assertThat(markers.count()).isZero();
  }

  @Test
  void nearTheLimitOfMemoryClaimWaitsForResultsAndNothingElseDoes() {
    queue.enqueue(10, List.of(entry("a", 1), entry("b", 1)));
    Attempt running = claim(1).getFirst();
    queue.shortOfMemory(true);

    assertThat(complete(running)).isEqualTo(Fate.OK);
    assertThat(queue.claim("w1", 1, RESULTS_LIMIT)).isInstanceOf(ClaimAnswer.Backpressure.class);
    markers.recorded(List.of(new RecordedEvent(results().getFirst(), running)));
    assertThat(claim(1)).as("only a claim frees memory now").hasSize(1);
  }

  @Test
  void atTheLimitOfMemoryResultsAreTakenAndMarkersGoUntilThereIsRoomAgain() {
    queue.enqueue(1000, IntStream.range(0, 200).mapToObj(i -> entry("e" + i, 1)).toList());
    List<Attempt> running = claim(100);
    redis.send("CONFIG", List.of("SET", "maxmemory", "1"));
    try {
      assertThatThrownBy(() -> queue.claim("w1", 1, RESULTS_LIMIT))
          .isInstanceOfSatisfying(
              RedisRefused.class, refused -> assertThat(refused.getMessage()).contains("OOM"));

      running.forEach(attempt -> assertThat(complete(attempt)).isEqualTo(Fate.OK));
      List<String> entries = results();
      markers.recorded(
          IntStream.range(0, 100)
              .mapToObj(i -> new RecordedEvent(entries.get(i), running.get(i)))
              .toList());
      assertThat(markers.trim(Duration.ZERO, 1000)).isEqualTo(100);
    } finally {
      redis.send("CONFIG", List.of("SET", "maxmemory", "0"));
    }
    assertThat(markers.count()).isZero();
    assertThat(claim(1000)).as("what was refused changed nothing").hasSize(100);
  }

  private RecordedEvent finish(String id) {
    enqueue(id);
    return finish();
  }

  private RecordedEvent finish() {
    Attempt attempt = claim(1).getFirst();
    assertThat(complete(attempt)).isEqualTo(Fate.OK);
    return new RecordedEvent(results().getLast(), attempt);
  }

  private Fate complete(Attempt attempt) {
    var outcome =
        new OutcomeEvent(
            "SUCCESS", null, null, null, "{}", "w1", 77, 1, "thread", null, null, 5, 1, 100, null,
            null);
    return queue
        .complete("w1", List.of(new Completion(attempt, EventKind.RESULT, outcome)))
        .getFirst()
        .fate();
  }

  private List<Attempt> claim(int n) {
    return ((ClaimAnswer.Claimed) queue.claim("w1", n, RESULTS_LIMIT))
        .executions().stream().map(ClaimedExecution::attempt).toList();
  }

  private List<String> results() {
    var entries = QueueScripts.list(redis.send("XRANGE", List.of(KEYS.results(), "-", "+")));
    return entries.stream()
        .map(entry -> String.valueOf(QueueScripts.list(entry).getFirst()))
        .toList();
  }

  private EnqueueAnswer enqueue(String id) {
    return queue.enqueue(10, List.of(entry(id, 1))).getFirst();
  }

  private static QueueEntry entry(String id, long epoch) {
    return new QueueEntry(
        id,
        epoch,
        Priority.NORMAL,
        4,
        null,
        "a",
        new ExecutionBody(
            "wf", "echo", "0".repeat(64), "a.B", "1", 1000L, null, 1, false, false, null));
  }
}
