package io.sluice.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.queue.QueueAnswers.AdoptAnswer;
import io.sluice.queue.QueueAnswers.ClaimAnswer;
import io.sluice.queue.QueueAnswers.CompleteAnswer;
import io.sluice.queue.QueueAnswers.CompleteAnswer.Fate;
import io.sluice.queue.QueueAnswers.EnqueueAnswer;
import io.sluice.queue.QueueAnswers.Liveness;
import io.sluice.queue.QueueAnswers.ReapAnswer;
import io.sluice.queue.QueueAnswers.StartAnswer;
import io.sluice.queue.QueueAnswers.WithdrawAnswer;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
@ParameterizedClass
@EnumSource(Deployment.class)
class QueueScriptsTest {
  private static final QueueKeys KEYS = new QueueKeys("q0");
  private static final int WINDOW = 1000;
  private static final int RESULTS_LIMIT = 1000;

  private final RedisConnection redis;
  private final QueueScripts queue;

  QueueScriptsTest(Deployment deployment) {
    this.redis = deployment.redis();
    this.queue = new QueueScripts(redis, KEYS);
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
  void aClaimedExecutionCarriesItsBodyAndTheFirstToken() {
    enqueue(entry("a"));

    var claimed = claim("w1", 1).getFirst();

    assertThat(claimed.attempt()).isEqualTo(new Attempt("a", 1, 1));
    assertThat(claimed.priority()).isEqualTo(Priority.NORMAL);
    assertThat(claimed.maxLosses()).isEqualTo(4);
    assertThat(claimed.body()).isEqualTo(entry("a").body());
  }

  @Test
  void anUnreadableBodyIsToldByItsAttemptAndKeepsNoOtherFromItsClaim() {
    enqueue(entry("a"), entry("poison"), entry("b"));
    redis.send("HSET", List.of(KEYS.all().get(5), "poison", "{not json"));

    var answer = (ClaimAnswer.Claimed) queue.claim("w1", 10, RESULTS_LIMIT);

    assertThat(answer.executions())
        .extracting(e -> e.attempt().executionId())
        .containsExactly("a", "b");
    assertThat(answer.unreadable())
        .extracting(ClaimAnswer.Unreadable::attempt)
        .containsExactly(new Attempt("poison", 1, 1));
  }

  @Test
  void enqueueingAgainIsHarmless() {
    assertThat(enqueue(entry("a"))).containsExactly(EnqueueAnswer.OK);
    assertThat(enqueue(entry("a"), entry("b")))
        .containsExactly(EnqueueAnswer.EXISTS, EnqueueAnswer.OK);

    assertThat(claim("w1", 10)).hasSize(2);
  }

  @Test
  void aNewEpochFencesTheOwnerOfTheOldOne() {
    enqueue(entry("a"));
    Attempt old = claim("w1", 1).getFirst().attempt();

    enqueue(entry("a", 2));

    assertThat(queue.renew("w1", List.of(old)).liveness()).containsExactly(Liveness.FENCED);
    assertThat(complete("w1", old)).containsExactly(Fate.FENCED);
    assertThat(claim("w2", 1).getFirst().attempt()).isEqualTo(new Attempt("a", 2, 1));
  }

  @Test
  void aFinishedEpochIsNotEnqueuedAgainButTheNextOneIs() {
    enqueue(entry("a"));
    complete("w1", claim("w1", 1).getFirst().attempt());

    assertThat(enqueue(entry("a"))).containsExactly(EnqueueAnswer.DONE);
    assertThat(enqueue(entry("a", 2))).containsExactly(EnqueueAnswer.OK);
  }

  @Test
  void beyondTheWindowTheBacklogStaysInPostgres() {
    assertThat(queue.enqueue(1, List.of(entry("a"), entry("b"))))
        .containsExactly(EnqueueAnswer.OK, EnqueueAnswer.FULL);
  }

  @Test
  void completeLeavesNothingButTheEvent() {
    enqueue(entry("a"));
    Attempt attempt = claim("w1", 1).getFirst().attempt();

    assertThat(complete("w1", attempt)).containsExactly(Fate.OK);
    assertThat(complete("w1", attempt)).containsExactly(Fate.DUP);

    assertThat(events()).extracting(QueueEvent::kind).containsExactly(EventKind.RESULT);
    assertThat(events().getFirst().outcome().status()).isEqualTo("SUCCESS");
    for (String key : List.of("claims", "body", "lease", "s1")) {
      assertThat(redis.send("TYPE", List.of("sl:{q0}:" + key))).as(key).isIn("none", "stream");
    }
    assertThat(redis.send("XLEN", List.of(KEYS.stream(Priority.NORMAL)))).isEqualTo(0L);
    assertThat(pending(Priority.NORMAL)).isEqualTo(0L);
  }

  @Test
  void aResultThatRedisForgotIsLeftToPostgres() {
    enqueue(entry("a"));
    Attempt attempt = claim("w1", 1).getFirst().attempt();
    redis.send("DEL", List.of(KEYS.claims()));

    assertThat(complete("w1", attempt)).containsExactly(Fate.UNVERIFIED);

    assertThat(events().getFirst().unverified()).isTrue();
  }

  @Test
  void nothingIsClaimedWhileTheGenerationIsMissing() {
    enqueue(entry("a"));
    redis.send("HDEL", List.of(KEYS.meta(), "gen"));

    assertThat(queue.claim("w1", 1, RESULTS_LIMIT)).isInstanceOf(ClaimAnswer.NotReady.class);
  }

  @Test
  void nothingIsClaimedWhileTheBlacklistIsIncomplete() {
    queue.block(2, Map.of("bad", "stuck"));
    redis.send("DEL", List.of("sl:{q0}:blocked"));

    assertThat(queue.claim("w1", 1, RESULTS_LIMIT)).isInstanceOf(ClaimAnswer.NotReady.class);
  }

  @Test
  void nothingIsClaimedWhileResultsWait() {
    enqueue(entry("a"), entry("b"));
    complete("w1", claim("w1", 1).getFirst().attempt());

    assertThat(queue.claim("w1", 1, 0)).isInstanceOf(ClaimAnswer.Backpressure.class);
  }

  @Test
  void aBlockedWorkflowIsRefusedAtEnqueueClaimAndStart() {
    enqueue(entry("claimed"), entry("queued"));
    Attempt claimed = claim("w1", 1).getFirst().attempt();
    queue.block(2, Map.of("wf", "stuck five times"));

    assertThat(enqueue(entry("late"))).containsExactly(EnqueueAnswer.BLOCKED);
    assertThat(claim("w1", 5)).isEmpty();
    assertThat(start("w1", claimed)).containsExactly(StartAnswer.BLOCKED);
    assertThat(events())
        .extracting(event -> event.kind() + " " + event.attempt().executionId())
        .containsExactly("BLOCKED queued", "BLOCKED claimed");
  }

  @Test
  void startOpensOnceForTheOwnerOnly() {
    enqueue(entry("a"));
    Attempt attempt = claim("w1", 1).getFirst().attempt();

    assertThat(start("w2", attempt)).containsExactly(StartAnswer.FENCED);
    assertThat(start("w1", attempt)).containsExactly(StartAnswer.GO);
    assertThat(start("w1", new Attempt("other", 1, 1))).containsExactly(StartAnswer.MISSING);
    assertThat(events().getFirst().started().pid()).isEqualTo(77);
  }

  @Test
  void aReapedExecutionGoesToTheNextWorkerAndTheLateResultIsRefused() {
    enqueue(entry("a"));
    Attempt zombie = claim("w1", 1).getFirst().attempt();

    assertThat(queue.reap(records())).containsExactly(ReapAnswer.REQUEUED);
    Attempt next = claim("w2", 1).getFirst().attempt();

    assertThat(next).isEqualTo(new Attempt("a", 1, 2));
    assertThat(complete("w1", zombie)).containsExactly(Fate.FENCED);
    assertThat(complete("w2", next)).containsExactly(Fate.OK);
  }

  @Test
  void aRenewedLeaseIsNotReaped() {
    enqueue(entry("a"));
    Attempt attempt = claim("w1", 1).getFirst().attempt();
    var seen = records();

    queue.renew("w1", List.of(attempt));

    assertThat(queue.reap(seen)).containsExactly(ReapAnswer.CHANGED);
  }

  @Test
  void aSpentLossBudgetEndsTheExecution() {
    enqueue(entry("a"));
    var answers = new ArrayList<ReapAnswer>();
    for (int loss = 0; loss < 4; loss++) {
      claim("w" + loss, 1);
      answers.addAll(queue.reap(records()));
    }

    assertThat(answers)
        .containsExactly(
            ReapAnswer.REQUEUED, ReapAnswer.REQUEUED, ReapAnswer.REQUEUED, ReapAnswer.SPENT);
    assertThat(events()).extracting(QueueEvent::kind).containsExactly(EventKind.LOST);
  }

  @Test
  void aReleasedExecutionCostsNoLossAndComesFirst() {
    enqueue(entry("a"), entry("b"));
    Attempt attempt = claim("w1", 1).getFirst().attempt();

    assertThat(queue.release("w1", QueueScripts.End.FRONT, List.of(attempt)))
        .containsExactly(Liveness.OK);
    redis.send("HSET", List.of(KEYS.meta(), "turn", "0")); // the next claim looks at high first

    assertThat(queue.claim("w2", 1, RESULTS_LIMIT))
        .isInstanceOfSatisfying(
            ClaimAnswer.Claimed.class,
            claimed ->
                assertThat(claimed.executions().getFirst().attempt())
                    .isEqualTo(new Attempt("a", 1, 2)));
    assertThat(records().get("a")).startsWith("1|2|0|");
  }

  @Test
  void afterAWipeAWorkerAdoptsWhatItRunsUnderTheSameToken() {
    enqueue(entry("a"));
    var running = claim("w1", 1).getFirst();
    redis.send("FLUSHALL", List.of());
    queue.createGroups();

    assertThat(queue.renew("w1", List.of(running.attempt())).liveness())
        .containsExactly(Liveness.MISSING);
    assertThat(queue.adopt("w1", List.of(running))).containsExactly(AdoptAnswer.OK);
    assertThat(queue.adopt("w2", List.of(running))).containsExactly(AdoptAnswer.EXISTS);

    assertThat(queue.renew("w1", List.of(running.attempt())).liveness())
        .containsExactly(Liveness.OK);
    assertThat(complete("w1", running.attempt())).containsExactly(Fate.OK);
    assertThat(queue.adopt("w1", List.of(running))).containsExactly(AdoptAnswer.DONE);
  }

  @Test
  void aDelayedExecutionComesWhenItIsDue() {
    Instant due = redisNow().plusMillis(150);
    enqueue(new QueueEntry("later", 1, Priority.LOW, 4, due, null, body()));
    assertThat(queue.promote(10)).isEmpty();

    await().until(() -> !redisNow().isBefore(due));

    assertThat(queue.promote(10)).containsExactly("later");
    assertThat(claim("w1", 1)).hasSize(1);
  }

  @Test
  void aQueuedExecutionIsWithdrawnAndARunningOneNamesItsOwner() {
    enqueue(entry("running"), entry("queued"));
    claim("w1", 1);

    assertThat(queue.withdraw(new TreeMap<>(Map.of("queued", 1L, "running", 1L))))
        .containsExactly(new WithdrawAnswer.Withdrawn(), new WithdrawAnswer.Claimed("w1", 1));
    assertThat(queue.withdraw(Map.of("unknown", 1L))).containsExactly(new WithdrawAnswer.None());
    assertThat(queue.withdraw(Map.of("running", 0L))).containsExactly(new WithdrawAnswer.Fenced());
    assertThat(claim("w2", 5)).isEmpty();
  }

  @Test
  void fullStreamsAreServedFiveToTwoToOne() {
    for (Priority priority : Priority.values()) {
      IntStream.range(0, 100)
          .forEach(
              i -> enqueue(new QueueEntry(priority + "-" + i, 1, priority, 4, null, null, body())));
    }

    var counts = new HashMap<Priority, Integer>();
    for (int i = 0; i < 20; i++) {
      if (queue.claim("w1", 4, RESULTS_LIMIT) instanceof ClaimAnswer.Claimed claimed) {
        claimed.executions().forEach(e -> counts.merge(e.priority(), 1, Integer::sum));
      }
    }

    assertThat(counts).isEqualTo(Map.of(Priority.HIGH, 50, Priority.NORMAL, 20, Priority.LOW, 10));
  }

  @Test
  void aScriptThatRedisForgotIsSentAgain() {
    enqueue(entry("a"));
    redis.send("SCRIPT", List.of("FLUSH"));

    assertThat(claim("w1", 1)).hasSize(1);
  }

  @Test
  void anErrorOfRedisNamesItsCode() {
    redis.send("FLUSHALL", List.of());
    queue.open("g2");
    queue.block(1, Map.of());

    assertThatThrownBy(() -> queue.claim("w1", 1, RESULTS_LIMIT))
        .isInstanceOfSatisfying(
            RedisRefused.class, refused -> assertThat(refused.getMessage()).contains("NOGROUP"));
  }

  private List<EnqueueAnswer> enqueue(QueueEntry... entries) {
    return queue.enqueue(WINDOW, List.of(entries));
  }

  private List<ClaimedExecution> claim(String owner, int n) {
    return queue.claim(owner, n, RESULTS_LIMIT) instanceof ClaimAnswer.Claimed claimed
        ? claimed.executions()
        : List.of();
  }

  private List<StartAnswer> start(String owner, Attempt attempt) {
    var started = new StartedEvent(owner, 77, 1, "thread", Instant.EPOCH);
    return queue.start(
        owner, List.of(new StartRequest(attempt, "wf", started, StartRequest.Permit.NONE)));
  }

  private List<Fate> complete(String owner, Attempt attempt) {
    return queue
        .complete(owner, List.of(new Completion(attempt, EventKind.RESULT, success(owner))))
        .stream()
        .map(CompleteAnswer::fate)
        .toList();
  }

  private static OutcomeEvent success(String owner) {
    return new OutcomeEvent(
        "SUCCESS", null, null, null, "{}", owner, 77, 1, "thread", null, null, 5, 1, 100, null,
        null);
  }

  private static QueueEntry entry(String id) {
    return entry(id, 1);
  }

  private static QueueEntry entry(String id, long epoch) {
    return new QueueEntry(id, epoch, Priority.NORMAL, 4, null, null, body());
  }

  private static ExecutionBody body() {
    return new ExecutionBody(
        "wf", "echo", "0".repeat(64), "a.B", "{\"ü\":1}", 1000L, null, 1, false, false, null);
  }

  private Map<String, String> records() {
    var ids = list(redis.send("HKEYS", List.of(KEYS.claims())));
    var records = new HashMap<String, String>();
    for (Object id : ids) {
      records.put((String) id, (String) redis.send("HGET", List.of(KEYS.claims(), (String) id)));
    }
    return records;
  }

  private List<QueueEvent> events() {
    return list(redis.send("XRANGE", List.of(KEYS.results(), "-", "+"))).stream()
        .map(entry -> QueueEvent.of(fields(list(list(entry).get(1)))))
        .toList();
  }

  static Map<String, String> fields(List<?> flat) {
    var fields = new HashMap<String, String>();
    for (int i = 0; i < flat.size(); i += 2) {
      fields.put((String) flat.get(i), (String) flat.get(i + 1));
    }
    return fields;
  }

  private Object pending(Priority priority) {
    return Objects.requireNonNull(
        list(redis.send("XPENDING", List.of(KEYS.stream(priority), "g"))).getFirst());
  }

  private Instant redisNow() {
    var time = list(redis.send("TIME", List.of()));
    return Instant.ofEpochSecond(Long.parseLong((String) time.getFirst()))
        .plusNanos(Long.parseLong((String) time.get(1)) * 1000);
  }

  private static List<?> list(@Nullable Object reply) {
    return (List<?>) Objects.requireNonNull(reply);
  }
}
