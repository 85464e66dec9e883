package io.sluice.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.queue.QueueAnswers.ClaimAnswer;
import io.sluice.queue.QueueAnswers.EnqueueAnswer;
import io.sluice.queue.QueueAnswers.ProbeAnswer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Order of claims between priorities and organizations, and who gets into a full window. */
@Tag("slow")
@ParameterizedClass
@EnumSource(Deployment.class)
class QueueFairnessTest {
  private static final QueueKeys KEYS = new QueueKeys("q0");
  private static final int RESULTS_LIMIT = 1000;

  private final RedisConnection redis;
  private final QueueScripts queue;

  QueueFairnessTest(Deployment deployment) {
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
  void aWindowFullOfHighLetsLowIn() {
    enqueue(40, ready(100, "high", Priority.HIGH, "a"));

    assertThat(enqueue(40, ready(1, "low", Priority.LOW, "a"))).containsExactly(EnqueueAnswer.OK);
  }

  @Test
  void ofSixteenWorkersThatClaimOneEachTwoGetALowOne() {
    enqueue(1000, ready(100, "high", Priority.HIGH, "a"));
    enqueue(1000, ready(100, "low", Priority.LOW, "a"));

    var claimed = new ArrayList<String>();
    IntStream.range(0, 16).forEach(i -> claimed.addAll(claim("w" + i, 1)));

    assertThat(claimed).filteredOn(id -> id.startsWith("low")).hasSize(2);
  }

  @Test
  void lowRunsAtItsShareBesideEndlessHighWhenOneSlotAfterTheOtherGetsFree() {
    var claimed = new ArrayList<String>();
    for (int turn = 0; turn < 160; turn++) {
      enqueue(40, ready(50, "high" + turn, Priority.HIGH, "a"));
      enqueue(40, ready(1, "low" + turn, Priority.LOW, "a"));
      claimed.addAll(claim("w" + turn % 4, 1));
    }

    assertThat(claimed).filteredOn(id -> id.startsWith("low")).hasSize(20);
  }

  @Test
  void whatRunsAndWhatIsNotDueTakesNoPlaceInTheWindow() {
    enqueue(10, ready(10, "running", Priority.NORMAL, "a"));
    claim("w1", 10);
    var delayed = IntStream.range(0, 11).mapToObj(i -> later("delayed" + i)).toList();

    assertThat(queue.enqueue(10, delayed)).endsWith(EnqueueAnswer.OK, EnqueueAnswer.FULL);
    assertThat(enqueue(10, ready(10, "ready", Priority.NORMAL, "a")))
        .containsOnly(EnqueueAnswer.OK);
    assertThat(enqueue(10, ready(1, "more", Priority.NORMAL, "a")))
        .containsExactly(EnqueueAnswer.FULL);
  }

  @Test
  void moreOrganizationsThanTheWindowHasPlacesForKeepNoPriorityOut() {
    IntStream.range(0, 300)
        .forEach(i -> enqueue(20, ready(1, "x" + i, Priority.NORMAL, "organization" + i)));
    assertThat(redis.send("HLEN", List.of(KEYS.claims()))).isEqualTo(30L);

    IntStream.range(0, 300)
        .forEach(i -> enqueue(20, ready(1, "low" + i, Priority.LOW, "organization" + i)));
    IntStream.range(0, 300)
        .forEach(i -> enqueue(20, ready(1, "high" + i, Priority.HIGH, "organization" + i)));

    assertThat(redis.send("HLEN", List.of(KEYS.claims())))
        .as("low has 3 places of its own, high 13")
        .isEqualTo(46L);
  }

  @Test
  void theNextExecutionOfAnotherOrganizationIsNextHoweverManyWait() {
    enqueue(10_000, ready(2000, "large", Priority.NORMAL, "a"));
    enqueue(10_000, ready(1, "small", Priority.NORMAL, "b"));

    assertThat(claim("w1", 2)).contains("small0");
  }

  @Test
  void organizationsAreServedInTurnAndEachInItsOrder() {
    for (String organization : List.of("a", "b", "c/|\u0001ö")) {
      enqueue(10_000, ready(50, organization, Priority.HIGH, organization));
    }

    List<String> claimed = IntStream.range(0, 30).mapToObj(_ -> claim("w1", 1).getFirst()).toList();

    var byOrganization = claimed.stream().collect(Collectors.groupingBy(id -> id.substring(0, 1)));
    assertThat(byOrganization.values()).hasSize(3).allSatisfy(ids -> assertThat(ids).hasSize(10));
    assertThat(byOrganization.get("b"))
        .isEqualTo(IntStream.range(0, 10).mapToObj(i -> "b" + i).toList());
  }

  @Test
  void anOrganizationThatComesBackAtOnceDoesNotOvertakeTheOthers() {
    enqueue(10_000, ready(50, "b", Priority.HIGH, "b"));

    var claimed = new ArrayList<String>();
    for (int i = 0; i < 20; i++) {
      enqueue(10_000, ready(1, "a" + i, Priority.HIGH, "a"));
      claimed.addAll(claim("w1", 1));
    }

    assertThat(claimed).filteredOn(id -> id.startsWith("b")).hasSizeBetween(9, 11);
  }

  @Test
  void whatWasWithdrawnLeavesNothingBehind() {
    enqueue(10_000, ready(50, "a", Priority.HIGH, "a"));
    enqueue(10_000, ready(50, "b", Priority.HIGH, "b"));
    var epochs = new TreeMap<String, Long>();
    IntStream.range(0, 49).forEach(i -> epochs.put("a" + i, 1L));
    queue.withdraw(epochs);

    assertThat(claim("w1", 2)).contains("a49");
    assertThat(claim("w1", 49)).hasSize(49);
    assertThat(claim("w1", 1)).isEmpty();
    assertThat(exists(KEYS.waiting(Priority.HIGH))).isFalse();
    assertThat(exists(KEYS.turns(Priority.HIGH))).isFalse();
  }

  @Test
  void anEntryThatAnOlderVersionAddedIsClaimed() {
    asAnOlderVersionAdds("old");
    enqueue(10, ready(1, "new", Priority.NORMAL, "a"));

    assertThat(claim("w1", 10)).containsExactlyInAnyOrder("old", "new0");
  }

  @Test
  void anOlderWorkerFindsInTheStreamWhatNoNewerOneHasClaimed() {
    enqueue(10, ready(2, "x", Priority.NORMAL, "a"));
    claim("w1", 1);

    var read =
        (List<?>)
            redis.send(
                "XREADGROUP",
                List.of(
                    "GROUP",
                    "g",
                    "old",
                    "COUNT",
                    "10",
                    "STREAMS",
                    KEYS.stream(Priority.NORMAL),
                    ">"));

    assertThat(String.valueOf(read)).contains("x1");
    redis.send("HSET", List.of(KEYS.claims(), "x1", "1|1|0|4|R|old|" + entryOf(read) + "|1|0"));
    assertThat(claim("w2", 10)).as("an older worker has it").isEmpty();
  }

  @Test
  void whatOlderWorkersHaveTakenLeavesTheIndexWithTheNextClaimOrEntry() {
    enqueue(10_000, ready(500, "a", Priority.NORMAL, "a"));
    enqueue(10_000, ready(500, "b", Priority.NORMAL, "b"));
    List<String> places = places();
    takenByAnOlderWorker("a", places.subList(0, 499));
    takenByAnOlderWorker("b", places.subList(500, 1000));

    enqueue(10_000, ready(1, "more", Priority.NORMAL, "b"));
    assertThat(places()).hasSizeLessThan(700);
    assertThat(claim("w1", 1)).hasSize(1);
    assertThat(claim("w1", 1)).hasSize(1);

    assertThat(places()).isEmpty();
  }

  private List<String> places() {
    var reply = redis.send("ZRANGE", List.of(KEYS.waiting(Priority.NORMAL), "0", "-1"));
    return QueueScripts.list(reply).stream().map(String::valueOf).toList();
  }

  /** Removes executions as the scripts of an older version do, which know no index. */
  private void takenByAnOlderWorker(String name, List<String> places) {
    for (int i = 0; i < places.size(); i++) {
      String place = places.get(i);
      String[] entry = place.substring(place.indexOf('\0') + 1).split("-", -1);
      String id = entry[0] + "-" + Integer.parseInt(entry[1]);
      redis.send("XDEL", List.of(KEYS.stream(Priority.NORMAL), id));
      redis.send("HDEL", List.of(KEYS.claims(), name + i));
    }
  }

  @Test
  void aLostIndexIsRepairedByAProbe() {
    enqueue(10, ready(2, "x", Priority.NORMAL, "a"));
    redis.send("DEL", List.of(KEYS.waiting(Priority.NORMAL), KEYS.turns(Priority.NORMAL)));
    assertThat(claim("w1", 2)).isEmpty();

    assertThat(new QueueInspection(redis, KEYS).probe(new TreeMap<>(Map.of("x0", 1L, "x1", 1L))))
        .containsOnly(ProbeAnswer.WHOLE);

    assertThat(claim("w1", 2)).containsExactly("x0", "x1");
  }

  @Test
  void aPromotedOneIsOfItsOrganization() {
    enqueue(100, ready(50, "a", Priority.NORMAL, "a"));
    queue.enqueue(100, List.of(later("b")));
    redis.send("ZADD", List.of(KEYS.delayed(), "1", "b"));

    assertThat(queue.promote(10)).containsExactly("b");
    assertThat(claim("w1", 2)).contains("b");
  }

  @Test
  void aReleasedOneStaysInTheOrderOfItsOrganization() {
    enqueue(100, ready(50, "a", Priority.NORMAL, "a"));
    enqueue(100, ready(2, "b", Priority.NORMAL, "b"));
    claim("w1", 4);
    queue.release("w1", QueueScripts.End.BACK, queue.claimedBy("w1"));

    assertThat(claim("w1", 4)).contains("b0", "b1");
  }

  private void asAnOlderVersionAdds(String id) {
    var entry =
        (String)
            redis.send(
                "XADD",
                List.of(KEYS.stream(Priority.NORMAL), "*", "id", id, "ep", "1", "wf", "wf"));
    redis.send("HSET", List.of(KEYS.claims(), id, "1|0|0|4|Q||" + entry + "|1|0"));
    redis.send("HSET", List.of("sl:{q0}:body", id, Json.write(body())));
  }

  private static String entryOf(@Nullable List<?> read) {
    var entries = QueueScripts.list(QueueScripts.list(QueueScripts.list(read).getFirst()).get(1));
    return String.valueOf(QueueScripts.list(entries.getLast()).getFirst());
  }

  private boolean exists(String key) {
    return Long.valueOf(1).equals(redis.send("EXISTS", List.of(key)));
  }

  private List<EnqueueAnswer> enqueue(int window, List<QueueEntry> entries) {
    return queue.enqueue(window, entries);
  }

  private List<String> claim(String owner, int n) {
    return ((ClaimAnswer.Claimed) queue.claim(owner, n, RESULTS_LIMIT))
        .executions().stream().map(each -> each.attempt().executionId()).toList();
  }

  private static List<QueueEntry> ready(
      int count, String name, Priority priority, String organization) {
    return IntStream.range(0, count)
        .mapToObj(i -> new QueueEntry(name + i, 1, priority, 4, null, organization, body()))
        .toList();
  }

  private static QueueEntry later(String id) {
    Instant due = Instant.now().plus(Duration.ofMinutes(4));
    return new QueueEntry(id, 1, Priority.NORMAL, 4, due, "b", body());
  }

  private static ExecutionBody body() {
    return new ExecutionBody(
        "wf", "echo", "0".repeat(64), "a.B", "1", 1000L, null, 1, false, false, null);
  }
}
