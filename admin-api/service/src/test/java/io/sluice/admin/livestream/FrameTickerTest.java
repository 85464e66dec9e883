package io.sluice.admin.livestream;

import static io.sluice.admin.livestream.WorkerViews.EMPTY_QUEUE;
import static io.sluice.admin.livestream.WorkerViews.NOW;
import static io.sluice.admin.livestream.WorkerViews.workers;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.admin.identity.Organizations;
import io.sluice.admin.identity.Principal;
import io.sluice.admin.identity.Role;
import io.sluice.admin.lifecycle.MonotonicClock;
import io.sluice.admin.livestream.StreamClient.ClientConnection;
import io.sluice.admin.livestream.StreamClient.Subscriber;
import io.sluice.admin.livestream.StreamClient.Topic;
import io.sluice.api.WorkerView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs ticks with the time of the test. */
class FrameTickerTest {

  private final LiveState liveState = new LiveState();
  private final ConnectionRegistry clients = new ConnectionRegistry(new Limits());
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final StreamMetrics metrics = new StreamMetrics(meters, clients);
  private final ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());
  private final KnownOrganizations owners = new KnownOrganizations();
  private final FrameTicker ticker =
      new FrameTicker(liveState, clients, owners, new MonotonicClock(), json, new Limits());
  private Instant now = Instant.EPOCH;

  @BeforeEach
  void everythingWasPolled() {
    liveState.registered(workers("a"), NOW);
    liveState.queue(EMPTY_QUEUE);
    tick();
  }

  @Test
  void aClientGetsASnapshotAndThenOneFrameATickHoweverMuchHappens() {
    FakeLink connection = join("viewer");

    for (int i = 0; i < 4; i++) {
      IntStream.range(0, 1_000).forEach(n -> liveState.add(WorkerViews.notified(n)));
      tick();
    }

    assertThat(connection.frames).hasSize(4);
    assertThat(connection.frames.getFirst()).contains("\"type\":\"snapshot\"", "\"seq\":2");
    assertThat(connection.frames.getLast()).contains("\"type\":\"delta\"", "\"seq\":5");
    assertThat(meters.get("sluice.live.frames").counter().count()).isEqualTo(4);
  }

  @Test
  void aFrameIsWrittenOnceForAll() {
    List<FakeLink> links = IntStream.range(0, 20).mapToObj(i -> join("viewer-" + i)).toList();
    tick();

    liveState.add(WorkerViews.notified(1));
    tick();

    String first = links.getFirst().frames.getLast();
    assertThat(links)
        .allSatisfy(connection -> assertThat(connection.frames.getLast()).isSameAs(first));
    assertThat(meters.get("sluice.live.clients").gauge().value()).isEqualTo(20);
  }

  @Test
  void whoSeesOneOrganizationGetsAFrameWithoutTheOthers() {
    UUID ours = UUID.randomUUID();
    UUID foreign = UUID.randomUUID();
    Map<String, WorkerView> both =
        WorkerViews.of(
            WorkerViews.worker(
                "a", 1, WorkerViews.running(ours, null), WorkerViews.running(foreign, null)));
    FakeLink all = join("all");
    FakeLink one = join("one", Organizations.of(List.of("ours")));
    FakeLink another = join("another", Organizations.of(List.of("ours")));
    liveState.registered(both, NOW);
    tick();
    assertThat(all.frames).hasSize(1);
    assertThat(one.frames).as("while nobody knows whose they are").isEmpty();

    owners.all(
        both.values(), _ -> Map.of(ours, Optional.of("ours"), foreign, Optional.of("foreign")));
    tick();
    liveState.add(WorkerViews.changed("ours"));
    liveState.add(WorkerViews.changed("foreign"));
    tick();

    assertThat(all.frames.getFirst()).contains(ours.toString(), foreign.toString());
    assertThat(all.frames.getLast()).contains("\"ours\"", "\"foreign\"");
    assertThat(one.frames).hasSize(2);
    assertThat(one.frames.getFirst())
        .contains(ours.toString(), "\"redacted\":true")
        .doesNotContain(foreign.toString());
    assertThat(one.frames.getLast()).contains("\"ours\"").doesNotContain("foreign");
    assertThat(another.frames.getLast()).isSameAs(one.frames.getLast());
  }

  @Test
  void aClientThatDoesNotReadMissesFramesAndThenGetsASnapshotWithoutAnEffectOnOthers() {
    FakeLink slow = join("slow");
    FakeLink quick = join("quick");
    slow.holdsUp = true;
    for (int i = 0; i < 5; i++) {
      liveState.add(WorkerViews.notified(i));
      tick();
    }
    assertThat(slow.frames).hasSize(1);
    assertThat(quick.frames).hasSize(5);
    assertThat(meters.get("sluice.live.frames.dropped").counter().count()).isEqualTo(4);

    slow.readsOn();
    tick();

    assertThat(slow.frames.getLast()).contains("\"type\":\"snapshot\"", "\"seq\":6");
    liveState.add(WorkerViews.notified(6));
    tick();
    assertThat(slow.frames.getLast()).contains("\"type\":\"delta\"", "\"seq\":7");
    assertThat(quick.frames.getLast()).isEqualTo(slow.frames.getLast());
  }

  @Test
  void whoAsksForASnapshotGetsItInsteadOfTheNextDelta() {
    FakeLink connection = join("viewer");
    tick();

    clients.find("viewer").orElseThrow().asked();
    clients.find("viewer").orElseThrow().asked();
    liveState.add(WorkerViews.notified(1));
    tick();
    tick();

    assertThat(connection.frames).hasSize(2);
    assertThat(connection.frames.getLast()).contains("\"type\":\"snapshot\"", "\"seq\":2");
  }

  @Test
  void whenNothingHappensAFrameSaysThatTheStreamLives() {
    FakeLink connection = join("viewer");
    tick();
    assertThat(connection.frames).hasSize(1);

    for (Duration passed = Duration.ZERO;
        passed.compareTo(Duration.ofSeconds(10)) < 0;
        passed = passed.plus(FrameTicker.INTERVAL)) {
      tick();
    }

    assertThat(connection.frames).hasSize(3);
    assertThat(connection.frames.getLast()).contains("\"events\":[]");
  }

  @Test
  void whoGivesNoSignOfLifeIsAskedAndThenClosed() {
    FakeLink dead = join("dead");
    FakeLink alive = join("alive");

    for (int second = 0; second < 31; second++) {
      now = now.plusSeconds(1);
      clients.find("alive").orElseThrow().heard(now);
      ticker.tick(now);
    }

    assertThat(dead.pings).isEqualTo(2);
    assertThat(dead.closedWith).isEqualTo(1008);
    assertThat(alive.closedWith).isZero();
    assertThat(clients.find("dead")).isEmpty();
    assertThat(clients.count()).isEqualTo(1);
  }

  @Test
  void onePersonAndOneInstanceHaveTheirLimits() {
    IntStream.range(0, 2).forEach(i -> add("greedy", "greedy-" + i));
    assertThat(clients.room("greedy")).isEqualTo(ConnectionRegistry.Room.PERSON_FULL);
    assertThat(add("greedy", "one-too-many")).isFalse();
    assertThat(clients.room("another")).isEqualTo(ConnectionRegistry.Room.FREE);

    IntStream.range(0, 28).forEach(i -> add("person-" + i, "person-" + i));
    assertThat(clients.room("another")).isEqualTo(ConnectionRegistry.Room.INSTANCE_FULL);
    clients.remove("person-0");
    assertThat(add("another", "another")).isTrue();
  }

  private void tick() {
    now = now.plus(FrameTicker.INTERVAL);
    ticker.tick(now);
  }

  private static Principal person(String name, Organizations sees) {
    return new Principal(name, Role.VIEWER, sees, null, null, null);
  }

  private FakeLink join(String person) {
    return join(person, Organizations.ALL);
  }

  private FakeLink join(String person, Organizations sees) {
    var connection = new FakeLink();
    var subscriber = new Subscriber(person(person, sees), false, "token");
    assertThat(
            clients.add(
                person,
                new StreamClient(connection, subscriber, new Topic.Workers(), metrics, now)))
        .isTrue();
    return connection;
  }

  private boolean add(String person, String connection) {
    var subscriber = new Subscriber(person(person, Organizations.ALL), false, "token");
    return clients.add(
        connection,
        new StreamClient(new FakeLink(), subscriber, new Topic.Workers(), metrics, now));
  }

  private static final class FakeLink implements ClientConnection {
    private final List<String> frames = new ArrayList<>();
    private CompletableFuture<Void> reading = new CompletableFuture<>();
    private boolean holdsUp;
    private int pings;
    private int closedWith;

    @Override
    public CompletionStage<?> send(String frame) {
      frames.add(frame);
      return holdsUp ? reading : CompletableFuture.completedFuture(null);
    }

    void readsOn() {
      holdsUp = false;
      reading.complete(null);
      reading = new CompletableFuture<>();
    }

    @Override
    public void ping() {
      pings++;
    }

    @Override
    public void close(int code, String reason) {
      assertThat(reason.length()).isLessThan(124);
      closedWith = code;
    }
  }

  private record Limits() implements StreamConfig {
    @Override
    public int connectionsPerPerson() {
      return 2;
    }

    @Override
    public int connections() {
      return 30;
    }

    @Override
    public Optional<List<String>> allowedOrigins() {
      return Optional.empty();
    }

    @Override
    public Duration silence() {
      return Duration.ofSeconds(30);
    }

    @Override
    public Duration recheck() {
      return Duration.ofSeconds(30);
    }
  }
}
