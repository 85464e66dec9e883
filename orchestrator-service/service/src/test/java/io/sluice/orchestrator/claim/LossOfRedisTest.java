package io.sluice.orchestrator.claim;

import static io.sluice.orchestrator.results.TestOutcomes.completion;
import static io.sluice.orchestrator.slots.Fixtures.withPermit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.command.WorkerMessage.Permit;
import io.sluice.orchestrator.QuarkusRedisConnection.WatchedRedisConnection;
import io.sluice.orchestrator.RealRedis;
import io.sluice.orchestrator.RedisInterruptions;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.Policies;
import io.sluice.orchestrator.process.LinkMapping.AttemptLocation;
import io.sluice.orchestrator.results.ResultSender;
import io.sluice.orchestrator.results.TestOutcomes;
import io.sluice.orchestrator.slots.ReadyExecution;
import io.sluice.orchestrator.slots.RecordedLink;
import io.sluice.orchestrator.slots.Route;
import io.sluice.orchestrator.slots.SlotScheduler;
import io.sluice.queue.Attempt;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.EventKind;
import io.sluice.queue.Priority;
import io.sluice.queue.QueueAnswers.ClaimAnswer;
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
  private final RedisInterruptions redisInterruptions = new RedisInterruptions();
  private final WatchedRedisConnection watched =
      new WatchedRedisConnection(redis, redisInterruptions);
  private final QueueScripts admin = new QueueScripts(redis, KEYS);
  private final RedisExecutionQueue queue =
      new RedisExecutionQueue(watched, watched, KEYS, "w", 50_000);
  private final SlotScheduler scheduler =
      new SlotScheduler(Policies.thread(4), _ -> {}, InstantSource.system());
  private final ResultSender sender =
      new ResultSender(
          queue,
          redisInterruptions,
          new ResultSender.Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ZERO),
          _ -> false,
          InstantSource.system());
  private final LeaseRenewer renewer =
      new LeaseRenewer(queue, scheduler, sender, redisInterruptions, InstantSource.system());

  @BeforeEach
  void open() {
    admin.createGroups();
    admin.block(1, Map.of());
    admin.open("g1");
    renewer.run();
    sender.start();
  }

  @AfterEach
  void stop() throws InterruptedException, IOException {
    sender.stop();
    redis.close();
  }

  @Test
  void anOutcomeThatRedisTookAndForgotIsWrittenAgain() {
    ClaimedExecution claimed = claim("a");
    sender.add(completion("a", EventKind.RESULT, "{}"));
    await().until(() -> sender.untaken().isEmpty());
    assertThat(claimed.attempt()).isEqualTo(new Attempt("a", 1, 1));
    assertThat(results()).containsExactly("result a");

    redis.send("FLUSHALL", List.of());
    assertThat(results()).isEmpty();
    renewer.run(); // tells that the generation is another one

    await().until(() -> results().equals(List.of("result a")));
    sender.recorded(List.of(claimed.attempt()));
    assertThat(sender.unconfirmed()).isZero();
  }

  @Test
  void theExitOfAProcessIsWrittenBehindTheStuckOutcome() {
    claim("a");
    sender.add(completion("a", EventKind.STUCK, null));
    sender.add(TestOutcomes.gone("a"));
    await().until(() -> sender.untaken().isEmpty());
    assertThat(results()).containsExactly("stuck a");

    sender.recorded(List.of(new Attempt("a", 1, 1)));

    await().until(() -> results().equals(List.of("stuck a", "gone a")));
  }

  @Test
  void whatAClaimTookWithoutAReplyIsGivenBackAtNoCost() {
    claim("lost");
    ClaimedExecution known = claim("known");
    scheduler.claimed(List.of(known));
    var releaser = new ClaimReleaser(queue, scheduler, sender);

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
    scheduler.routeTo(Route.to(process, ExecutionModel.THREAD, 1, 0));
    var startGate =
        new StartGate(
            queue,
            scheduler,
            new ClaimReleaser(queue, scheduler, sender),
            _ -> new AttemptLocation("w", 7, 1, "thread"),
            Duration.ofSeconds(10),
            InstantSource.system());
    ClaimedExecution claimed = claim("a");
    scheduler.claimed(List.of(claimed));

    startGate.start(List.of(new ReadyExecution(claimed, Path.of("/bundle.jar"))));
    assertThat(results()).containsExactly("asked a");
    assertThat(process.said).isEmpty();
    startGate.answered(List.of(new Permit("a", 1, 1, true)));

    await().until(() -> process.said.contains("execute a"));
    assertThat(results()).containsExactly("asked a", "started a");
  }

  private ClaimedExecution claim(String id) {
    admin.enqueue(
        100, List.of(new QueueEntry(id, 1, Priority.NORMAL, 3, null, null, withPermit(id).body())));
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
