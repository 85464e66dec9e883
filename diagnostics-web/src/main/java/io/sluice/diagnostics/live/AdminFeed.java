package io.sluice.diagnostics.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.websockets.next.BasicWebSocketConnector;
import io.sluice.api.LiveFrame;
import io.sluice.diagnostics.live.StreamCredential.StreamToken;
import io.sluice.service.LoopGuard;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Follows the live stream of admin-api over the one upstream connection of this instance, on its
 * own thread from start to stop. Reconnects after a loss, and requests a snapshot if a frame is
 * missing.
 */
@ApplicationScoped
class AdminFeed {

  private static final Logger LOG = Logger.getLogger(AdminFeed.class);

  private final FeedConfig config;
  private final StreamCredential token;
  private final FrameReader reader;
  private final LatestSnapshot model;
  private final AlertCountsPoller alerts;
  private final InstantSource clock;
  private final Supplier<BasicWebSocketConnector> connectors = BasicWebSocketConnector::create;
  private final CountDownLatch stopping = new CountDownLatch(1);

  private final LoopGuard guard = new LoopGuard("admin-feed");

  private int failures; // of the feed's thread, like the next two
  private End latest = End.LOST;
  private String reported = "";

  AdminFeed(
      FeedConfig config,
      StreamCredential token,
      FrameReader reader,
      LatestSnapshot model,
      AlertCountsPoller alerts,
      InstantSource clock) {
    this.config = config;
    this.token = token;
    this.reader = reader;
    this.model = model;
    this.alerts = alerts;
    this.clock = clock;
  }

  void start(@Observes StartupEvent started) {
    Thread.ofVirtual().name("admin-feed").start(this::run);
  }

  void stop(@Observes ShutdownEvent stopped) {
    stopping.countDown();
  }

  private void run() {
    guard.loop(() -> stopping.getCount() > 0, this::connectOnce, this::pause);
  }

  private void connectOnce() throws InterruptedException {
    var followed = followed();
    latest = followed.end();
    if (latest == End.RENEWAL) { // what is shown stays good until the next connection's snapshot
      failures = 0;
      reported = "";
      return;
    }
    failures = followed.anything() ? 1 : failures + 1;
    Duration pause = ReconnectDelay.pause(failures, ThreadLocalRandom.current().nextDouble());
    model.lost(followed.why(), pause);
    if (!followed.why().equals(reported) || followed.anything()) {
      LOG.warnf("The live stream ended; reconnecting. %s", followed.why());
    }
    reported = followed.why();
    pause(pause);
  }

  private void pause(Duration time) throws InterruptedException {
    var _ = stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * The result of one connection.
   *
   * @param anything true if a frame came
   * @param why the reason of its end
   */
  private record Followed(boolean anything, String why, End end) {

    static Followed none(String why) {
      return new Followed(false, why, End.LOST);
    }
  }

  /** Kinds of the end of a connection. */
  private enum End {
    LOST,
    TOKEN_REFUSED,
    RENEWAL
  }

  private Followed followed() throws InterruptedException {
    return switch (token.now(latest == End.TOKEN_REFUSED)) {
      case StreamToken.None none -> Followed.none(none.why());
      case StreamToken.Good good -> followed(good);
    };
  }

  private Followed followed(StreamToken.Good credential) throws InterruptedException {
    try (var line = StreamConnection.open(connectors.get(), config.url(), credential.text())) {
      return follow(line, credential.renewAt());
    } catch (JsonProcessingException foreign) {
      return Followed.none("The server at admin-api's address sends no valid frames.");
    } catch (RuntimeException refused) {
      boolean ofToken = ConnectionFailure.isRefusedToken(refused);
      return new Followed(
          false, ConnectionFailure.inWords(refused), ofToken ? End.TOKEN_REFUSED : End.LOST);
    }
  }

  private Followed follow(StreamConnection line, Instant renewAt)
      throws InterruptedException, JsonProcessingException {
    boolean anything = false;
    while (stopping.getCount() > 0) {
      Instant now = clock.instant();
      if (!now.isBefore(renewAt)) {
        return new Followed(anything, "Its token is renewed.", End.RENEWAL);
      }
      Duration silence = config.streamSilence();
      boolean renewalIsNext = renewAt.isBefore(now.plus(silence));
      var text = line.next(renewalIsNext ? Duration.between(now, renewAt) : silence);
      if (text == null && renewalIsNext && line.isOpen()) {
        continue;
      }
      if (text == null) {
        return new Followed(anything, line.why(silence), End.LOST);
      }
      LiveFrame frame = reader.read(text);
      if (!model.take(frame)) {
        line.askForSnapshot();
        continue;
      }
      alerts.came(frame);
      if (!anything) {
        anything = true;
        if (latest != End.RENEWAL) {
          LOG.info("The live stream of admin-api is there.");
        }
      }
    }
    return new Followed(anything, "This instance stops.", End.LOST);
  }

  /** Computes the delay before the next connection attempt. Pure. */
  static final class ReconnectDelay {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration MAX_DELAY = Duration.ofSeconds(5);

    private ReconnectDelay() {}

    /**
     * Doubles with each failure in a row, up to 5 s, so that a page is live soon after admin-api
     * is.
     *
     * @param failures in a row, from 1
     * @param jitter from 0 to 1: instances that lost the same admin-api do not come back together
     */
    static Duration pause(int failures, double jitter) {
      long doubled = FIRST.toMillis() << Math.clamp(failures - 1L, 0, 10);
      long max = Math.min(doubled, MAX_DELAY.toMillis());
      return Duration.ofMillis(max / 2 + (long) (jitter * max / 2));
    }
  }
}
