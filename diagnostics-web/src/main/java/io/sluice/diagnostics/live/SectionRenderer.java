package io.sluice.diagnostics.live;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sluice.service.LoopGuard;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Renders watched sections: at most twice a second, once for all viewers, and only if somebody
 * watches and something changed. Its thread renders and offers; page loads share the result.
 */
@ApplicationScoped
class SectionRenderer {

  static final Duration INTERVAL = Duration.ofMillis(500);

  private final LatestSnapshot model;
  private final Viewers viewers;
  private final InstantSource clock;
  private final Map<Key, Rendered> rendered = new HashMap<>(); // guarded by this
  private final CountDownLatch stopping = new CountDownLatch(1);

  /** Identifies a rendering that all its viewers share. */
  private record Key(String section, NameVisibility names) {}

  private record Rendered(String html, FleetSnapshot of, Instant at, boolean passing) {}

  private final LoopGuard guard = new LoopGuard("section-renderer");

  SectionRenderer(LatestSnapshot model, Viewers viewers, InstantSource clock) {
    this.model = model;
    this.viewers = viewers;
    this.clock = clock;
  }

  void start(@Observes StartupEvent started) {
    Thread.ofVirtual().name("section-renderer").start(this::run);
  }

  void stop(@Observes ShutdownEvent stopped) {
    stopping.countDown();
    viewers.leave();
  }

  private void run() {
    guard.loop(
        () -> stopping.getCount() > 0,
        () -> {
          if (!stopping.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
            tick();
          }
        },
        pause -> stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** Offers each viewer the changes of its sections. */
  void tick() {
    var watched = new HashMap<Key, String>();
    for (var viewer : viewers.all()) {
      for (var section : viewer.sections()) {
        var key = new Key(section.name(), viewer.names());
        var html = watched.computeIfAbsent(key, _ -> html(section, viewer.names()));
        viewer.offer(section.name(), html);
      }
      viewer.attend(clock.instant());
    }
    forgetAllBut(watched);
  }

  /** The section as of now or of less than half a second ago. */
  synchronized String html(Section section, NameVisibility names) {
    var now = clock.instant();
    var snapshot = model.snapshot();
    var last = rendered.get(new Key(section.name(), names));
    if (last != null && isFresh(last, snapshot, now)) {
      return last.html();
    }
    var html = section.render(names.in(snapshot), now);
    var passing = !snapshot.endings(now).isEmpty();
    rendered.put(new Key(section.name(), names), new Rendered(html, snapshot, now, passing));
    return html;
  }

  private static boolean isFresh(Rendered last, FleetSnapshot snapshot, Instant now) {
    // A little less than the beat, so that a beat which comes early renders all the same.
    return (snapshot.isSameAs(last.of()) && !last.passing())
        || last.at().plus(INTERVAL.minusMillis(50)).isAfter(now);
  }

  private synchronized void forgetAllBut(Map<Key, String> watched) {
    var now = clock.instant();
    rendered
        .entrySet()
        .removeIf(
            each ->
                !watched.containsKey(each.getKey())
                    && each.getValue().at().plus(INTERVAL).isBefore(now));
  }
}
