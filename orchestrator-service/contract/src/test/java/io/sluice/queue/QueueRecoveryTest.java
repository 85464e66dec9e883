package io.sluice.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.queue.Completion.Sent;
import io.sluice.queue.QueueAnswers.ClaimAnswer;
import io.sluice.queue.QueueAnswers.CompleteAnswer;
import io.sluice.queue.QueueAnswers.CompleteAnswer.Fate;
import io.sluice.queue.QueueAnswers.EnqueueAnswer;
import io.sluice.queue.QueueAnswers.Liveness;
import io.sluice.queue.QueueAnswers.ProbeAnswer;
import io.sluice.queue.QueueAnswers.ReapAnswer;
import io.sluice.queue.QueueAnswers.StartAnswer;
import io.sluice.queue.QueueAnswers.WithdrawAnswer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers of the scripts after replies, keys or the whole of Redis were lost. */
@Tag("slow")
@ParameterizedClass
@EnumSource(Deployment.class)
class QueueRecoveryTest {

  private static final QueueKeys KEYS = new QueueKeys("q0");

  private final RedisConnection redis;
  private final QueueScripts queue;
  private final QueueInspection inspection;

  QueueRecoveryTest(Deployment deployment) {
    this.redis = deployment.redis();
    this.queue = new QueueScripts(redis, KEYS);
    this.inspection = new QueueInspection(redis, KEYS);
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
  void nothingStartsWhileTheGateIsShut() {
    Attempt attempt = claimed("a");
    redis.send("DEL", List.of(KEYS.meta()));

    assertThat(start(attempt, StartRequest.Permit.NONE)).isEqualTo(StartAnswer.NOT_READY);
  }

  @Test
  void nothingDelayedIsPromotedWhileTheGateIsShut() {
    queue.enqueue(10, List.of(entry("later", 1, Instant.now().plusMillis(1))));
    redis.send("DEL", List.of(KEYS.meta()));

    assertThat(queue.promote(10)).isEmpty();
  }

  @Test
  void leasesAreNotObservedWhileRenewalsAreImpossible() {
    claimed("a");
    redis.send("CONFIG", List.of("SET", "maxmemory", "1"));
    try {
      assertThatThrownBy(() -> queue.lapsed(Duration.ZERO)).isInstanceOf(RedisRefused.class);
    } finally {
      redis.send("CONFIG", List.of("SET", "maxmemory", "0"));
    }
    assertThat(queue.lapsed(Duration.ZERO)).containsOnlyKeys("a");
  }

  @Test
  void aReaperSeesAllLeasesOfALargeWorkerThatDied() {
    int many = 1_250;
    queue.enqueue(many, IntStream.range(0, many).mapToObj(i -> entry("e" + i, 1, null)).toList());
    var claimed = (ClaimAnswer.Claimed) queue.claim("w1", many, 100_000);
    assertThat(claimed.executions()).hasSize(many);

    Map<String, String> lapsed = queue.lapsed(Duration.ZERO);

    assertThat(lapsed).hasSize(many);
    assertThat(queue.reap(lapsed)).hasSize(many).containsOnly(ReapAnswer.REQUEUED);
  }

  @Test
  void whatNeedsAPermitAsksForItAndStartsWhenItIsGranted() {
    Attempt attempt = claimed("a");

    assertThat(start(attempt, StartRequest.Permit.ASK)).isEqualTo(StartAnswer.ASKED);
    assertThat(start(attempt, StartRequest.Permit.GRANTED)).isEqualTo(StartAnswer.GO);
    assertThat(kinds()).containsExactly(EventKind.ASKED, EventKind.STARTED);
  }

  @Test
  void anUnconfirmedResultIsNotWrittenTwiceWhileItWaits() {
    Completion completion = completion(claimed("a"));
    CompleteAnswer first = queue.complete("w1", List.of(completion)).getFirst();

    assertThat(again(completion, first.entry())).isEqualTo(Fate.DUP);
    assertThat(kinds()).hasSize(1);
  }

  @Test
  void anUnconfirmedResultThatWasLostIsWrittenAgainAlthoughItIsMarkedAsDone() {
    Completion completion = completion(claimed("a"));
    CompleteAnswer first = queue.complete("w1", List.of(completion)).getFirst();
    redis.send("DEL", List.of(KEYS.results()));

    assertThat(again(completion, first.entry())).isEqualTo(Fate.UNVERIFIED);
    assertThat(kinds()).containsExactly(EventKind.RESULT);
  }

  @Test
  void aFencedResultStaysRefusedHoweverOftenItComes() {
    Completion zombie = completion(claimed("a"));
    queue.enqueue(10, List.of(entry("a", 2, null)));

    assertThat(again(zombie, "")).isEqualTo(Fate.FENCED);
    assertThat(kinds()).isEmpty();
  }

  @Test
  void theEndOfAProcessIsToldWhateverRedisKnows() {
    var gone = new Completion(new Attempt("a", 1, 1), EventKind.GONE, new GoneEvent("w1", 77, 3));

    assertThat(queue.complete("w1", List.of(gone)).getFirst().fate()).isEqualTo(Fate.OK);
    assertThat(events().getFirst().gone().generation()).isEqualTo(3);
  }

  @Test
  void anOwnerFindsWhatItClaimedWithoutKnowing() {
    Attempt attempt = claimed("a");
    queue.enqueue(10, List.of(entry("queued", 1, null)));

    assertThat(queue.claimedBy("w1")).containsExactly(attempt);
    assertThat(queue.claimedBy("w2")).isEmpty();
  }

  @Test
  void aProbeTellsWholeBrokenOldDoneAndNone() {
    queue.complete("w1", List.of(completion(claimed("finished"))));
    queue.enqueue(
        10, List.of(entry("whole", 1, null), entry("noBody", 1, null), entry("old", 1, null)));
    redis.send("HDEL", List.of("sl:{q0}:body", "noBody"));

    assertThat(probe("whole", 1)).isEqualTo(ProbeAnswer.WHOLE);
    assertThat(probe("noBody", 1)).isEqualTo(ProbeAnswer.BROKEN);
    assertThat(probe("old", 2)).isEqualTo(ProbeAnswer.OLD);
    assertThat(probe("finished", 1)).isEqualTo(ProbeAnswer.DONE);
    assertThat(probe("finished", 2)).isEqualTo(ProbeAnswer.NONE);
    redis.send("DEL", List.of(KEYS.stream(Priority.NORMAL)));
    assertThat(probe("whole", 1)).as("its stream is gone").isEqualTo(ProbeAnswer.BROKEN);
  }

  @Test
  void anEntryOfARunningExecutionThatComesAgainIsLeftToItsOwner() {
    Attempt running = claimed("a");
    redis.send("XGROUP", List.of("DESTROY", KEYS.stream(Priority.NORMAL), "g"));
    queue.createGroups();

    assertThat(claim("w2")).isEmpty();

    assertThat(queue.renew("w1", List.of(running)).liveness()).containsExactly(Liveness.OK);
    assertThat(queue.complete("w1", List.of(completion(running))).getFirst().fate())
        .isEqualTo(Fate.OK);
    assertThat(redis.send("XLEN", List.of(KEYS.stream(Priority.NORMAL)))).isEqualTo(0L);
  }

  @Test
  void whatIsCancelledNowhereCanNotBeDeliveredAtThatEpochAnyMore() {
    assertThat(queue.withdraw(Map.of("a", 1L))).containsExactly(new WithdrawAnswer.None());

    assertThat(queue.enqueue(10, List.of(entry("a", 1, null)))).containsExactly(EnqueueAnswer.DONE);
  }

  @Test
  void anEntryOfAnOlderEpochIsWithdrawnFromItsOwner() {
    Attempt old = claimed("a");

    assertThat(queue.withdraw(Map.of("a", 2L))).containsExactly(new WithdrawAnswer.Withdrawn());

    assertThat(queue.renew("w1", List.of(old)).liveness()).containsExactly(Liveness.MISSING);
    assertThat(queue.enqueue(10, List.of(entry("a", 2, null)))).containsExactly(EnqueueAnswer.DONE);
  }

  @Test
  void whatHasFinishedIsNotCancelled() {
    queue.complete("w1", List.of(completion(claimed("a"))));

    assertThat(queue.withdraw(Map.of("a", 1L))).containsExactly(new WithdrawAnswer.Done());
  }

  @Test
  void aWalkFindsAllThatIsHeld() {
    claimed("running");
    queue.enqueue(
        10, List.of(entry("queued", 1, null), entry("later", 1, Instant.now().plusSeconds(60))));

    Set<String> found = new HashSet<>();
    var place = QueueInspection.Held.FIRST;
    for (int page = 0; page < 10; page++) {
      place = inspection.held(place, 1);
      found.addAll(place.ids());
    }

    assertThat(found).containsExactlyInAnyOrder("running", "queued", "later");
  }

  @Test
  void whatHasEndedIsDiscardedAndALaterEpochIsNot() {
    queue.enqueue(10, List.of(entry("ended", 1, null), entry("repeated", 2, null)));

    assertThat(inspection.discard(Map.of("ended", 1L, "repeated", 1L))).isEqualTo(1);
    assertThat(probe("repeated", 2)).isEqualTo(ProbeAnswer.WHOLE);
  }

  private ProbeAnswer probe(String id, long epoch) {
    return inspection.probe(Map.of(id, epoch)).getFirst();
  }

  private Fate again(Completion completion, String entry) {
    return queue.completeAgain("w1", List.of(new Sent(completion, entry))).getFirst().fate();
  }

  private StartAnswer start(Attempt attempt, StartRequest.Permit permit) {
    var started = new StartedEvent("w1", 77, 1, "thread", Instant.EPOCH);
    return queue.start("w1", List.of(new StartRequest(attempt, "wf", started, permit))).getFirst();
  }

  private Attempt claimed(String id) {
    queue.enqueue(10, List.of(new QueueEntry(id, 1, Priority.NORMAL, 4, null, null, body())));
    return claim("w1").stream()
        .map(ClaimedExecution::attempt)
        .filter(attempt -> attempt.executionId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private List<ClaimedExecution> claim(String owner) {
    return queue.claim(owner, 5, 1000) instanceof ClaimAnswer.Claimed claimed
        ? claimed.executions()
        : List.of();
  }

  private static Completion completion(Attempt attempt) {
    return new Completion(
        attempt,
        EventKind.RESULT,
        new OutcomeEvent(
            "SUCCESS", null, null, null, "{}", "w1", 77, 1, "thread", null, null, 5, 1, 100, null,
            null));
  }

  private static QueueEntry entry(String id, long epoch, @Nullable Instant due) {
    return new QueueEntry(id, epoch, Priority.NORMAL, 4, due, null, body());
  }

  private static ExecutionBody body() {
    return new ExecutionBody(
        "wf", "echo", "0".repeat(64), "a.B", "{}", 1000L, null, 1, false, false, null);
  }

  private List<EventKind> kinds() {
    return events().stream().map(QueueEvent::kind).toList();
  }

  private List<QueueEvent> events() {
    return list(redis.send("XRANGE", List.of(KEYS.results(), "-", "+"))).stream()
        .map(entry -> QueueEvent.of(QueueScriptsTest.fields(list(list(entry).get(1)))))
        .toList();
  }

  private static List<?> list(@Nullable Object reply) {
    return (List<?>) Objects.requireNonNull(reply);
  }
}
