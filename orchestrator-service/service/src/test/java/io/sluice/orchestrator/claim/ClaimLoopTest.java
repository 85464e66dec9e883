package io.sluice.orchestrator.claim;

import static io.sluice.orchestrator.slots.Fixtures.execution;
import static io.sluice.orchestrator.slots.Fixtures.withPermit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.sluice.command.WorkerMessage.Permit;
import io.sluice.orchestrator.RedisInterruptions;
import io.sluice.orchestrator.claim.BundleStore.Bounds;
import io.sluice.orchestrator.claim.BundleStore.BundleSource;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.Policies;
import io.sluice.orchestrator.process.LinkMapping.AttemptLocation;
import io.sluice.orchestrator.results.AttemptTracer;
import io.sluice.orchestrator.results.TestOutcomes;
import io.sluice.orchestrator.slots.Assignment;
import io.sluice.orchestrator.slots.Fixtures;
import io.sluice.orchestrator.slots.RecordedLink;
import io.sluice.orchestrator.slots.Route;
import io.sluice.orchestrator.slots.SlotScheduler;
import io.sluice.queue.Attempt;
import io.sluice.queue.QueueAnswers.ClaimAnswer.Unreadable;
import io.sluice.queue.QueueAnswers.StartAnswer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ClaimLoopTest {
  private final FakeQueue queue = new FakeQueue();
  private final SlotScheduler scheduler =
      new SlotScheduler(Policies.thread(4), _ -> {}, InstantSource.system());
  private final RecordedLink process = new RecordedLink(1);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final CountDownLatch bundleMayCome = new CountDownLatch(1);
  private @Nullable ClaimLoop claimLoop;
  private @Nullable StartGate startGate;
  private volatile String notReadyReason = "";

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    var sender = TestOutcomes.sender(queue);
    var releaser = new ClaimReleaser(queue, scheduler, sender);
    startGate =
        new StartGate(
            queue,
            scheduler,
            releaser,
            _ -> new AttemptLocation("w", 7, 1, "thread"),
            Duration.ofSeconds(10),
            InstantSource.system());
    claimLoop =
        new ClaimLoop(
            queue,
            scheduler,
            new BundleStore(
                folder, new OneBundle(), new Bounds(64, 1L << 30), Set::of, (_, _) -> {}),
            startGate,
            releaser,
            new UnreadableEntries(sender, "w", "thread", meters, InstantSource.system()),
            () -> notReadyReason,
            _ -> Duration.ofSeconds(2),
            new RedisInterruptions(),
            new AttemptTracer(OpenTelemetry.noop(), InstantSource.system()),
            InstantSource.system());
    sender.start();
    scheduler.routeTo(Route.to(process, ExecutionModel.THREAD, 2, 0));
  }

  @AfterEach
  void stop() throws InterruptedException {
    bundleMayCome.countDown();
    if (claimLoop != null) {
      claimLoop.stop();
    }
  }

  @Test
  void whatIsClaimedRunsWhenItsBundleIsHere() {
    bundleMayCome.countDown();
    run("a", "b");

    await().until(() -> process.said.containsAll(List.of("execute a", "execute b")));
  }

  @Test
  void anUnreadableEntryEndsAsFailedAndTheOthersOfItsBatchRun() {
    bundleMayCome.countDown();
    queue.unreadable.add(new Unreadable(new Attempt("poison", 1, 1), "Not a ExecutionBody"));
    queue.unreadable.add(new Unreadable(null, "no id"));
    run("a");

    await().until(() -> process.said.contains("execute a"));
    await().until(() -> queue.completed.size() == 1);
    assertThat(queue.completed.getFirst().attempt().executionId()).isEqualTo("poison");
    assertThat(queue.completed.getFirst().outcome().errorType()).isEqualTo("UnreadableEntry");
    assertThat(queue.released).isEmpty();
    assertThat(meters.get("sluice.queue.unreadable").counter().count()).isEqualTo(2);
  }

  @Test
  void claimingGoesOnAfterAnError() {
    bundleMayCome.countDown();
    queue.claimFailures.add(new StackOverflowError());
    queue.claimFailures.add(new OutOfMemoryError("unable to create native thread"));
    run("a");

    await().until(() -> process.said.contains("execute a"));
  }

  @Test
  void nothingRunsWithoutAPermit() {
    bundleMayCome.countDown();
    queue.startAnswers.put("blocked", StartAnswer.BLOCKED);
    queue.startAnswers.put("fenced", StartAnswer.FENCED);
    run("blocked", "fenced", "good");

    await().until(() -> process.said.contains("execute good"));
    assertThat(process.said).containsExactly("execute good");
    assertThat(scheduler.assigned())
        .extracting(Assignment::execution)
        .extracting(e -> e.attempt().executionId())
        .containsExactly("good");
  }

  @Test
  void executionsThatWaitForTheirBundleReduceNoCapacity() {
    run("a", "b", "c", "d", "e");

    await().until(() -> scheduler.owned().size() == 5);
    assertThat(process.said).isEmpty();
    bundleMayCome.countDown();
    await().until(() -> process.said.size() == 2);
  }

  @Test
  void noMoreIsClaimedThanThereIsRoomFor() {
    bundleMayCome.countDown();
    run("a", "b", "c");

    await().until(() -> process.said.size() == 2);
    assertThat(scheduler.owned()).hasSize(2);
  }

  @Test
  void aWorkerThatEndsGivesBackWhatHasNotStarted() throws InterruptedException {
    run("a");
    await().until(() -> scheduler.owned().size() == 1);

    if (claimLoop != null) {
      claimLoop.stop();
    }

    assertThat(queue.released).containsExactly("a FRONT");
    assertThat(process.said).isEmpty();
  }

  @Test
  void whileRedisIsAwayItSaysSoAndGoesOnAfterwards() {
    bundleMayCome.countDown();
    queue.away.set(1);
    run("a");

    await().until(() -> process.said.contains("execute a"));
    await().until(() -> claimLoop != null && claimLoop.notReadyReason().isEmpty());
  }

  @Test
  void whileSomethingStandsInTheWayNothingIsClaimedAndItSaysWhat() {
    bundleMayCome.countDown();
    notReadyReason = "Leases cannot be renewed.";
    run("a");

    assertThat(claimLoop().notReadyReason()).isEqualTo("Leases cannot be renewed.");
    await().during(Duration.ofMillis(100)).until(() -> queue.claims.get() == 0);

    notReadyReason = "";
    await().until(() -> process.said.contains("execute a"));
    await().until(() -> claimLoop().notReadyReason().isEmpty());
  }

  @Test
  void whatAClaimWithoutAReplyTookIsGivenBackBeforeTheNextOne() {
    bundleMayCome.countDown();
    run("known");
    await().until(() -> process.said.contains("execute known"));
    queue.mine.add(new Attempt("known", 1, 1));
    queue.mine.add(new Attempt("lost", 1, 1));

    queue.away.set(1);

    await().until(() -> queue.released.contains("lost FRONT"));
    assertThat(queue.released).containsExactly("lost FRONT");
  }

  @Test
  void anExclusiveExecutionRunsOnlyAfterItsPermit() {
    bundleMayCome.countDown();
    queue.put(withPermit("a"));
    run("plain");

    await().until(() -> queue.asked.contains("a ASK") && process.said.contains("execute plain"));
    assertThat(process.said).containsExactly("execute plain");
    assertThat(scheduler.owned()).as("its lease is kept").hasSize(2);

    startGate().answered(List.of(new Permit("a", 1, 1, true)));

    await().until(() -> process.said.contains("execute a"));
    assertThat(queue.asked).contains("a GRANTED");
  }

  @Test
  void whatAProcessDidNotStartIsGivenBackUnlessItsPermitIsSpentOnIt() {
    bundleMayCome.countDown();
    queue.put(withPermit("a"));
    run("plain");
    await().until(() -> queue.asked.contains("a ASK") && process.said.contains("execute plain"));
    startGate().answered(List.of(new Permit("a", 1, 1, true)));
    await().until(() -> process.said.contains("execute a"));

    claimLoop().notStarted(new Attempt("plain", 1, 1));
    claimLoop().notStarted(new Attempt("a", 1, 1));

    await().until(() -> queue.released.contains("plain BACK"));
    assertThat(queue.released).containsExactly("plain BACK");
    assertThat(process.said).endsWith("execute a").hasSize(3);
  }

  private ClaimLoop claimLoop() {
    return Objects.requireNonNull(claimLoop);
  }

  private StartGate startGate() {
    return Objects.requireNonNull(startGate);
  }

  private void run(String... ids) {
    for (String id : ids) {
      queue.put(execution(id));
    }
    if (claimLoop != null) {
      claimLoop.start();
    }
  }

  /** Gives the bytes whose hash the fixtures name, when the test lets it. */
  private final class OneBundle implements BundleSource {
    @Override
    public void ask(String sha256) {}

    @Override
    public byte @Nullable [] piece(String sha256, int number) {
      return bundleMayCome.getCount() == 0 ? Fixtures.bundle() : null;
    }
  }
}
