package io.sluice.orchestrator.intake;

import static io.sluice.orchestrator.dispatch.Fixtures.withPermit;
import static io.sluice.orchestrator.intake.TestOutcomes.completion;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.command.WorkerMessage.Permit;
import io.sluice.orchestrator.dispatch.Dispatcher;
import io.sluice.orchestrator.dispatch.Prepared;
import io.sluice.orchestrator.dispatch.RecordedLink;
import io.sluice.orchestrator.dispatch.Route;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.Policies;
import io.sluice.orchestrator.link.LinkMapping.Place;
import io.sluice.orchestrator.redis.Continuity;
import io.sluice.orchestrator.redis.RealRedis;
import io.sluice.orchestrator.redis.WatchedRedisConnection;
import io.sluice.queue.Attempt;
import io.sluice.queue.ClaimAnswer;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.EventKind;
import io.sluice.queue.LogStream;
import io.sluice.queue.Priority;
import io.sluice.queue.QueueEntry;
import io.sluice.queue.QueueKeys;
import io.sluice.queue.QueueScripts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Against a real Redis that forgets: nothing that ended is lost, nothing that was claimed stays.
 */
class LossOfRedisTest {
  private static final QueueKeys KEYS = new QueueKeys("q0");

  private final RealRedis redis = RealRedis.start();
  private final Continuity continuity = new Continuity();
  private final WatchedRedisConnection watched = new WatchedRedisConnection(redis, continuity);
  private final QueueScripts admin = new QueueScripts(redis, KEYS);
  private final RedisExecutionQueue queue =
      new RedisExecutionQueue(
          watched, watched, KEYS, "w", 50_000, new LogStream(watched, KEYS, 1024 * 1024));
  private final Dispatcher dispatcher =
      new Dispatcher(Policies.thread(4), _ -> {}, InstantSource.system());
  private final Completer completer =
      new Completer(
          queue,
          continuity,
          new Completer.Patience(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ZERO),
          _ -> false,
          InstantSource.system());
  private final LeaseRenewer renewer =
      new LeaseRenewer(queue, dispatcher, completer, continuity, InstantSource.system());

  @BeforeEach
  void open() {
    admin.createGroups();
    admin.block(1, Map.of());
    admin.open("g1");
    renewer.run();
    completer.start();
  }

  @AfterEach
  void stop() throws InterruptedException, IOException {
    completer.stop();
    redis.close();
  }

  @Test
  void anOutcomeThatRedisTookAndForgotIsWrittenAgain() {
    ClaimedExecution claimed = claim("a");
    completer.add(completion("a", EventKind.RESULT, "{}"));
    await().until(() -> completer.untaken().isEmpty());
    assertThat(claimed.attempt()).isEqualTo(new Attempt("a", 1, 1));
    assertThat(results()).containsExactly("result a");

    redis.send("FLUSHALL", List.of());
    assertThat(results()).isEmpty();
    renewer.run(); // tells that the generation is another one

    await().until(() -> results().equals(List.of("result a")));
    completer.recorded(List.of(claimed.attempt()));
    assertThat(completer.unconfirmed()).isZero();
  }

  @Test
  void theExitOfAProcessIsWrittenBehindTheStuckOutcome() {
    claim("a");
    completer.add(completion("a", EventKind.STUCK, null));
    completer.add(TestOutcomes.gone("a"));
    await().until(() -> completer.untaken().isEmpty());
    assertThat(results()).containsExactly("stuck a");

    completer.recorded(List.of(new Attempt("a", 1, 1)));

    await().until(() -> results().equals(List.of("stuck a", "gone a")));
  }

  @Test
  void whatAClaimTookWithoutAReplyIsGivenBackAtNoCost() {
    claim("lost");
    ClaimedExecution known = claim("known");
    dispatcher.claimed(List.of(known));
    var releaser = new Releaser(queue, dispatcher, completer);

    releaser.lostTrack();
    releaser.releaseUnknown();

    assertThat(queue.claim(10))
        .isInstanceOfSatisfying(
            ClaimAnswer.Claimed.class,
            again ->
                assertThat(again.executions())
                    .extracting(ClaimedExecution::attempt)
                    .containsExactly(new Attempt("lost", 1, 2)));
  }

  @Test
  void anExecutionAsksForItsPermitAndStartsWithIt() {
    var process = new RecordedLink(1);
    dispatcher.routeTo(Route.to(process, ExecutionModel.THREAD, 1, 0));
    var starter =
        new Starter(
            queue,
            dispatcher,
            new Releaser(queue, dispatcher, completer),
            _ -> new Place("w", 7, 1, "thread"),
            Duration.ofSeconds(10),
            InstantSource.system());
    ClaimedExecution claimed = claim("a");
    dispatcher.claimed(List.of(claimed));

    starter.start(List.of(new Prepared(claimed, Path.of("/bundle.jar"))));
    assertThat(results()).containsExactly("asked a");
    assertThat(process.said).isEmpty();
    starter.answered(List.of(new Permit("a", 1, 1, true)));

    await().until(() -> process.said.contains("execute a"));
    assertThat(results()).containsExactly("asked a", "started a");
  }

  private ClaimedExecution claim(String id) {
    admin.enqueue(
        100, List.of(new QueueEntry(id, 1, Priority.NORMAL, 3, null, withPermit(id).body())));
    return ((ClaimAnswer.Claimed) queue.claim(1)).executions().getFirst();
  }

  private List<String> results() {
    var entries =
        (List<?>) Objects.requireNonNull(redis.send("XRANGE", List.of(KEYS.results(), "-", "+")));
    var events = new ArrayList<String>();
    for (Object entry : entries) {
      List<?> fields = (List<?>) ((List<?>) entry).get(1);
      events.add(fields.get(1) + " " + fields.get(3));
    }
    return events;
  }
}
