package io.sluice.diagnostics.live;

import static io.sluice.diagnostics.live.FleetSnapshots.delta;
import static io.sluice.diagnostics.live.FleetSnapshots.process;
import static io.sluice.diagnostics.live.FleetSnapshots.queue;
import static io.sluice.diagnostics.live.FleetSnapshots.running;
import static io.sluice.diagnostics.live.FleetSnapshots.snapshot;
import static io.sluice.diagnostics.live.FleetSnapshots.worker;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.websockets.next.CloseReason;
import io.sluice.diagnostics.live.Viewer.BrowserConnection;
import io.sluice.diagnostics.live.Viewers.ViewerConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SectionRendererTest {

  private final ManualClock clock = new ManualClock();
  private final LatestSnapshot model = new LatestSnapshot(clock);
  private final Viewers viewers = new Viewers(new Limits(3, 4));
  private final SectionRenderer coalescer = new SectionRenderer(model, viewers, clock);
  private final Counting section = new Counting();

  record Limits(int connectionsPerPerson, int connections) implements ViewerConfig {}

  /** Renders the number of the frame, and counts its calls. */
  private static final class Counting implements Section {
    private int renders;

    @Override
    public String name() {
      return "counting";
    }

    @Override
    public String render(FleetSnapshot snapshot, Instant now) {
      renders++;
      return "<p>" + snapshot.seq() + "</p>";
    }
  }

  /** A browser, whose network takes frames when the test says so. */
  private static final class Screen implements BrowserConnection {
    private final List<String> frames = new ArrayList<>();
    private final List<Integer> closed = new ArrayList<>();
    private CompletableFuture<Void> sending = CompletableFuture.completedFuture(null);

    void hangs() {
      sending = new CompletableFuture<>();
    }

    void goesOn() {
      sending.complete(null);
    }

    @Override
    public CompletionStage<?> send(String frame) {
      frames.add(frame);
      return sending;
    }

    @Override
    public void close(CloseReason reason) {
      closed.add(reason.getCode());
    }
  }

  @BeforeEach
  void somethingIsKnown() {
    assertThat(model.take(snapshot(1, queue(0, "")))).isTrue();
  }

  @Test
  void aThousandChangesAreOnePatchForAllWhoWatch() {
    var screens = List.of(watching("a"), watching("b"), watching("c"));
    beat();
    for (int seq = 2; seq <= 1_001; seq++) {
      assertThat(model.take(delta(seq, List.of()))).isTrue();
    }

    beat();

    assertThat(section.renders).isEqualTo(2);
    for (var screen : screens) {
      assertThat(screen.frames).containsExactly("<p>1</p>", "<p>1001</p>");
    }
  }

  @Test
  void nothingIsRenderedWhenNobodyWatchesOrNothingWasTold() {
    beat();
    assertThat(section.renders).isZero();

    var screen = watching("a");
    beat();
    beat();
    beat();

    assertThat(section.renders).isEqualTo(1);
    assertThat(screen.frames).hasSize(1);
  }

  @Test
  void aPageLoadSharesWhatWasRenderedAMomentAgo() {
    watching("a");
    beat();
    assertThat(model.take(delta(2, List.of()))).isTrue();

    var html = coalescer.html(section, NameVisibility.SHOWN);

    assertThat(html).isEqualTo("<p>1</p>");
    assertThat(section.renders).isEqualTo(1);
  }

  @Test
  void aMarkThatPassesIsTakenAwayWithoutAnotherFrame() {
    var busy = worker("w", process(1, "ACTIVE", running(1, "RUNNING", "import")));
    assertThat(model.take(snapshot(1, queue(0, ""), busy))).isTrue();
    assertThat(model.take(delta(2, List.of(worker("w", process(1, "ACTIVE")))))).isTrue();
    watching("a");

    for (int i = 0; i < 5; i++) {
      beat();
    }

    assertThat(section.renders).isBetween(3, 4);
  }

  @Test
  void aSlowBrowserGetsTheLatestOnlyAndIsClosedWhenItTakesNothing() {
    var screen = watching("a");
    screen.hangs();
    beat();
    for (int seq = 2; seq <= 6; seq++) {
      assertThat(model.take(delta(seq, List.of()))).isTrue();
      beat();
    }
    assertThat(screen.frames).containsExactly("<p>1</p>");

    screen.goesOn();
    beat();
    assertThat(screen.frames).containsExactly("<p>1</p>", "<p>6</p>");

    screen.hangs();
    assertThat(model.take(delta(7, List.of()))).isTrue();
    beat();
    clock.advance(Duration.ofSeconds(21));
    coalescer.tick();
    assertThat(screen.closed).contains(1013);
  }

  @Test
  void aBrowserComesBackToHaveItsSignInChecked() {
    var screen = watching("a");
    beat();

    clock.advance(Duration.ofMinutes(5));
    beat();

    assertThat(screen.closed).containsExactly(1012);
  }

  @Test
  void onePersonHasAPartOfThePlacesAndThereIsAnEnd() {
    var mine = List.of(watching("a"), watching("a"), watching("a"), watching("a"));
    var other = watching("b");
    var tooMany = watching("c");

    assertThat(mine.getLast().closed).containsExactly(1013);
    assertThat(other.closed).isEmpty();
    assertThat(tooMany.closed).containsExactly(1013);
  }

  @Test
  void aStopSendsEverybodyElsewhere() {
    var screen = watching("a");

    viewers.leave();

    assertThat(screen.closed).containsExactly(1012);
  }

  private void beat() {
    clock.advance(SectionRenderer.INTERVAL);
    coalescer.tick();
  }

  private Screen watching(String person) {
    var screen = new Screen();
    viewers.add(
        person + System.identityHashCode(screen),
        new Viewer(screen, person, NameVisibility.SHOWN, List.of(section), clock.instant()));
    return screen;
  }
}
