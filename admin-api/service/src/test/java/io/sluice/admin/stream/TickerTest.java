package io.sluice.admin.stream;

import static io.sluice.admin.stream.Views.EMPTY_QUEUE;
import static io.sluice.admin.stream.Views.NOW;
import static io.sluice.admin.stream.Views.workers;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.admin.clock.MonotonicClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ticks are played: time is what the test says. */
class TickerTest {

  private final Board board = new Board();
  private final Clients clients = new Clients(new Limits());
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final StreamMetrics metrics = new StreamMetrics(meters, clients);
  private final ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());
  private final Ticker ticker =
      new Ticker(board, clients, new MonotonicClock(), json, new Limits());
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
      IntStream.range(0, 1_000).forEach(n -> board.tell(Views.notified(n)));
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

    board.tell(Views.notified(1));
    tick();

    String first = links.getFirst().frames.getLast();
    assertThat(links).allSatisfy(link -> assertThat(link.frames.getLast()).isSameAs(first));
    assertThat(meters.get("sluice.live.clients").gauge().value()).isEqualTo(20);
  }

  @Test
  void aClientThatDoesNotReadMissesFramesAndThenGetsASnapshotAndNobodyElseNotices() {
    FakeLink slow = join("slow");
    FakeLink quick = join("quick");
    slow.holdsUp = true;
    for (int i = 0; i < 5; i++) {
      board.tell(Views.notified(i));
      tick();
    }
    assertThat(slow.frames).hasSize(1);
    assertThat(quick.frames).hasSize(5);
    assertThat(meters.get("sluice.live.frames.dropped").counter().count()).isEqualTo(4);

    slow.readsOn();
    tick();

    assertThat(slow.frames.getLast()).contains("\"type\":\"snapshot\"", "\"seq\":6");
    board.tell(Views.notified(6));
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
    board.tell(Views.notified(1));
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
        passed = passed.plus(Ticker.TICK)) {
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
    now = now.plus(Ticker.TICK);
    ticker.tick(now);
  }

  private FakeLink join(String person) {
    var link = new FakeLink();
    var visitor = new Visitor(person, false, "token");
    assertThat(clients.add(person, new Client(link, visitor, new Topic.Workers(), metrics, now)))
        .isTrue();
    return link;
  }

  private boolean add(String person, String connection) {
    var visitor = new Visitor(person, false, "token");
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
