package io.sluice.orchestrator.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.command.CommandScripts;
import io.sluice.command.WorkerCommand;
import io.sluice.command.WorkerMessage;
import io.sluice.command.WorkerMessage.Permit;
import io.sluice.orchestrator.RealRedis;
import io.sluice.orchestrator.fleet.CommandResult;
import io.sluice.queue.Attempt;
import io.sluice.queue.ControlKeys;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against a real Redis: what is sent as admin-api sends it. */
@Tag("slow")
class CommandListenerTest {
  private static final String WORKER = "w-1";

  private final RealRedis redis = RealRedis.start();
  private final CommandScripts scripts = new CommandScripts(redis);
  private final List<String> executed = new CopyOnWriteArrayList<>();
  private final List<Attempt> recorded = new CopyOnWriteArrayList<>();
  private final List<Permit> permits = new CopyOnWriteArrayList<>();
  private CompletableFuture<CommandResult> reply =
      CompletableFuture.completedFuture(CommandResult.done("as ordered"));
  private final CommandListener listener =
      new CommandListener(
          redis,
          scripts,
          WORKER,
          new CommandListener.Receivers(this::execute, recorded::addAll, permits::addAll));

  @AfterEach
  void stop() throws InterruptedException, IOException {
    listener.stop();
    redis.close();
  }

  @Test
  void eachMessageReachesItsReceiverAndIsTakenOut() {
    scripts.send(WORKER, order("c1", null));
    scripts.send(
        WORKER,
        new WorkerMessage.Recorded(List.of(new Attempt("a", 1, 2), new Attempt("b", 3, 1))));
    scripts.send(WORKER, new Permit("x", 1, 1, true));
    listener.start();

    await().until(() -> length() == 0);

    assertThat(recorded).containsExactly(new Attempt("a", 1, 2), new Attempt("b", 3, 1));
    assertThat(permits).containsExactly(new Permit("x", 1, 1, true));
    assertThat(executed).containsExactly("c1");
    assertThat(answers()).containsExactly("c1 DONE as ordered");
  }

  @Test
  void anOrderThatComesTwiceHasOneEffectAndIsAnsweredTwice() {
    scripts.send(WORKER, order("c1", null));
    scripts.send(WORKER, order("c1", null));
    listener.start();

    await().until(() -> answers().size() == 2);

    assertThat(executed).containsExactly("c1");
    assertThat(answers()).containsExactly("c1 DONE as ordered", "c1 DONE as ordered");
  }

  @Test
  void aSlowCommandDelaysNoOtherAndIsAnsweredLater() {
    reply = new CompletableFuture<>();
    scripts.send(WORKER, order("slow", null));
    scripts.send(WORKER, new WorkerMessage.Recorded(List.of(new Attempt("a", 1, 1))));
    listener.start();

    await().until(() -> length() == 0 && executed.contains("slow"));
    assertThat(recorded).hasSize(1);
    assertThat(answers()).isEmpty();

    reply.complete(CommandResult.expired("no answer"));

    await().until(() -> answers().equals(List.of("slow EXPIRED no answer")));
  }

  @Test
  void theDeadlineOfAnOrderIsHeldAgainstTheClockOfRedis() {
    scripts.send(WORKER, order("late", redisTime().minusSeconds(5)));
    scripts.send(WORKER, order("in-time", redisTime().plusSeconds(60)));
    listener.start();

    await().until(() -> answers().size() == 2);
    assertThat(answers())
        .containsExactly("late EXPIRED It arrived after its deadline.", "in-time DONE as ordered");
    assertThat(executed).containsExactly("in-time");
  }

  @Test
  void anOrderThatFailsIsRejectedAndDoesNotHoldUpTheNext() {
    scripts.send(WORKER, order("bug", null));
    scripts.send(WORKER, order("c1", null));
    listener.start();

    await().until(() -> answers().size() == 2);

    assertThat(answers())
        .containsExactly("bug REJECTED The worker failed to execute it.", "c1 DONE as ordered");
  }

  @Test
  void whatCannotBeReadIsTakenOutAndKeepsNobodyWaiting() {
    redis.send("XADD", List.of(ControlKeys.commands(WORKER), "*", "c", "{broken"));
    redis.send("XADD", List.of(ControlKeys.commands(WORKER), "*", "unknown", "1"));
    redis.send("XADD", List.of(ControlKeys.commands(WORKER), "*", "r", "not/an-attempt"));
    scripts.send(WORKER, order("c1", null));
    listener.start();

    await().until(() -> length() == 0);

    assertThat(executed).containsExactly("c1");
  }

  @Test
  void afterALossOfRedisWhatComesThenIsReadAlthoughItsIdsBeginAnew() {
    redis.send("XADD", List.of(ControlKeys.commands(WORKER), "9999999999999-1", "r", "a/1/1"));
    listener.start();
    await().until(() -> recorded.size() == 1);

    redis.send("FLUSHALL", List.of());
    scripts.send(WORKER, new WorkerMessage.Recorded(List.of(new Attempt("b", 1, 1))));

    await().until(() -> recorded.size() == 2);
  }

  private CompletableFuture<CommandResult> execute(WorkerCommand command) {
    if (command.commandId().equals("bug")) {
      throw new IllegalStateException("a bug");
    }
    executed.add(command.commandId());
    return reply;
  }

  private static WorkerMessage order(String id, @Nullable Instant deadline) {
    return new WorkerMessage.Command(
        new WorkerCommand(
            id, WorkerCommand.Kind.RECYCLE, null, null, null, 1L, null, deadline, null, "alice"));
  }

  private Instant redisTime() {
    var time = (List<?>) Objects.requireNonNull(redis.send("TIME", List.of()));
    return Instant.ofEpochSecond(Long.parseLong((String) time.getFirst()));
  }

  private long length() {
    return (Long) Objects.requireNonNull(redis.send("XLEN", List.of(ControlKeys.commands(WORKER))));
  }

  private List<String> answers() {
    var entries =
        (List<?>) Objects.requireNonNull(redis.send("XRANGE", List.of(ControlKeys.ACKS, "-", "+")));
    return entries.stream().map(entry -> words((List<?>) ((List<?>) entry).get(1))).toList();
  }

  /** k, ack, id, …, o, …, a, …, r, … */
  private static String words(List<?> fields) {
    return fields.get(3) + " " + fields.get(7) + " " + fields.get(9);
  }
}
