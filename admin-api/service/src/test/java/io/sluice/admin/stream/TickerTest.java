package io.sluice.admin.stream;

import static io.sluice.admin.stream.Views.EMPTY_QUEUE;
import static io.sluice.admin.stream.Views.NOW;
import static io.sluice.admin.stream.Views.workers;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.admin.clock.MonotonicClock;
import io.sluice.admin.security.Organizations;
import io.sluice.admin.security.Principal;
import io.sluice.admin.security.Role;
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
class TickerTest {

  private final Board board = new Board();
  private final Clients clients = new Clients(new Limits());
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final StreamMetrics metrics = new StreamMetrics(meters, clients);
  private final ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());
  private final KnownOwners owners = new KnownOwners();
  private final Ticker ticker =
      new Ticker(board, clients, owners, new MonotonicClock(), json, new Limits());
  private Instant now = Instant.EPOCH;

  @BeforeEach
  void everythingWasLookedAt() {
    board.registered(workers("a"), NOW);
    board.queue(EMPTY_QUEUE);
    tick();
  }

  @Test
  void aClientGetsASnapshotAndThenOneFrameATickHoweverMuchHappens() {
    FakeLink link = join("viewer");

    for (int i = 0; i < 4; i++) {
      IntStream.range(0, 1_000).forEach(n -> board.add(Views.notified(n)));
      tick();
    }

    assertThat(link.frames).hasSize(4);
    assertThat(link.frames.getFirst()).contains("\"type\":\"snapshot\"", "\"seq\":2");
    assertThat(link.frames.getLast()).contains("\"type\":\"delta\"", "\"seq\":5");
    assertThat(meters.get("sluice.live.frames").counter().count()).isEqualTo(4);
  }

  @Test
  void aFrameIsWrittenOnceForAll() {
    List<FakeLink> links = IntStream.range(0, 20).mapToObj(i -> join("viewer-" + i)).toList();
    tick();

    board.add(Views.notified(1));
    tick();

    String first = links.getFirst().frames.getLast();
    assertThat(links).allSatisfy(link -> assertThat(link.frames.getLast()).isSameAs(first));
    assertThat(meters.get("sluice.live.clients").gauge().value()).isEqualTo(20);
  }

  @Test
  void whoSeesOneOrganizationGetsAFrameWithoutTheOthers() {
    UUID ours = UUID.randomUUID();
    UUID foreign = UUID.randomUUID();
    Map<String, WorkerView> both =
        Views.of(Views.worker("a", 1, Views.running(ours, null), Views.running(foreign, null)));
    FakeLink all = join("all");
    FakeLink one = join("one", Organizations.of(List.of("ours")));
    FakeLink another = join("another", Organizations.of(List.of("ours")));
    board.registered(both, NOW);
    tick();
    assertThat(all.frames).hasSize(1);
    assertThat(one.frames).as("while nobody knows whose they are").isEmpty();

    owners.all(
        both.values(), _ -> Map.of(ours, Optional.of("ours"), foreign, Optional.of("foreign")));
    tick();
    board.add(Views.changed("ours"));
    board.add(Views.changed("foreign"));
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
  void aClientThatDoesNotReadMissesFramesAndThenGetsASnapshotAndNobodyElseNotices() {
    FakeLink slow = join("slow");
    FakeLink quick = join("quick");
    slow.holdsUp = true;
    for (int i = 0; i < 5; i++) {
      board.add(Views.notified(i));
      tick();
    }
    assertThat(slow.frames).hasSize(1);
    assertThat(quick.frames).hasSize(5);
    assertThat(meters.get("sluice.live.frames.dropped").counter().count()).isEqualTo(4);

    slow.readsOn();
    tick();

    assertThat(slow.frames.getLast()).contains("\"type\":\"snapshot\"", "\"seq\":6");
    board.add(Views.notified(6));
    tick();
    assertThat(slow.frames.getLast()).contains("\"type\":\"delta\"", "\"seq\":7");
    assertThat(quick.frames.getLast()).isEqualTo(slow.frames.getLast());
  }

  @Test
  void whoAsksForASnapshotGetsItInsteadOfTheNextDelta() {
    FakeLink link = join("viewer");
    tick();

    clients.find("viewer").orElseThrow().asked();
    clients.find("viewer").orElseThrow().asked();
    board.add(Views.notified(1));
    tick();
    tick();

    assertThat(link.frames).hasSize(2);
    assertThat(link.frames.getLast()).contains("\"type\":\"snapshot\"", "\"seq\":2");
  }

  @Test
  void whenNothingHappensAFrameSaysThatTheStreamLives() {
    FakeLink link = join("viewer");
    tick();
    assertThat(link.frames).hasSize(1);

    for (Duration passed = Duration.ZERO;
        passed.compareTo(Duration.ofSeconds(10)) < 0;
        passed = passed.plus(Ticker.INTERVAL)) {
      tick();
    }

    assertThat(link.frames).hasSize(3);
    assertThat(link.frames.getLast()).contains("\"events\":[]");
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
    assertThat(clients.room("greedy")).isEqualTo(Clients.Room.PERSON_FULL);
    assertThat(add("greedy", "one-too-many")).isFalse();
    assertThat(clients.room("another")).isEqualTo(Clients.Room.FREE);

    IntStream.range(0, 28).forEach(i -> add("person-" + i, "person-" + i));
    assertThat(clients.room("another")).isEqualTo(Clients.Room.INSTANCE_FULL);
    clients.remove("person-0");
    assertThat(add("another", "another")).isTrue();
  }

  private void tick() {
    now = now.plus(Ticker.INTERVAL);
    ticker.tick(now);
  }

  private static Principal person(String name, Organizations sees) {
    return new Principal(name, Role.VIEWER, sees, null, null, null);
  }

  private FakeLink join(String person) {
    return join(person, Organizations.ALL);
  }

  private FakeLink join(String person, Organizations sees) {
    var link = new FakeLink();
    var visitor = new Visitor(person(person, sees), false, "token");
    assertThat(clients.add(person, new Client(link, visitor, new Topic.Workers(), metrics, now)))
        .isTrue();
    return link;
  }

  private boolean add(String person, String connection) {
    var visitor = new Visitor(person(person, Organizations.ALL), false, "token");
    return clients.add(
        connection, new Client(new FakeLink(), visitor, new Topic.Workers(), metrics, now));
  }

  private static final class FakeLink implements Link {
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
