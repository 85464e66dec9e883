package io.sluice.diagnostics.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.websockets.next.BasicWebSocketConnector;
import io.sluice.api.LiveFrame;
import io.sluice.diagnostics.live.FeedConfig.StreamCredential;
import io.sluice.service.LoopGuard;
import io.vertx.core.http.UpgradeRejectedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

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
  private final Supplier<BasicWebSocketConnector> connectors = BasicWebSocketConnector::create;
  private final CountDownLatch stopping = new CountDownLatch(1);

  private final LoopGuard guard = new LoopGuard("admin-feed");

  private int failures; // of the feed's thread, like the next one
  private String reported = "";

  AdminFeed(
      FeedConfig config,
      StreamCredential token,
      FrameReader reader,
      LatestSnapshot model,
      AlertCountsPoller alerts) {
    this.config = config;
    this.token = token;
    this.reader = reader;
    this.model = model;
    this.alerts = alerts;
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
  private record Followed(boolean anything, String why) {}

  private Followed followed() throws InterruptedException {
    var credential = token.now();
    if (credential.isEmpty()) {
      return new Followed(false, ConnectionFailure.NO_TOKEN);
    }
    try (var line = StreamConnection.open(connectors.get(), config.url(), credential.get())) {
      return follow(line);
    } catch (JsonProcessingException foreign) {
      return new Followed(false, "The server at admin-api's address sends no valid frames.");
    } catch (RuntimeException refused) {
      return new Followed(false, ConnectionFailure.inWords(refused));
    }
  }

  private Followed follow(StreamConnection line)
      throws InterruptedException, JsonProcessingException {
    boolean anything = false;
    while (stopping.getCount() > 0) {
      var text = line.next(config.streamSilence());
      if (text == null) {
        return new Followed(anything, line.why(config.streamSilence()));
      }
      LiveFrame frame = reader.read(text);
      if (!model.take(frame)) {
        line.askForSnapshot();
        continue;
      }
      alerts.came(frame);
      if (!anything) {
        anything = true;
        LOG.info("The live stream of admin-api is there.");
      }
    }
    return new Followed(anything, "This instance stops.");
  }

  /** Explains a failed connection to the stream in a sentence for a person. Pure. */
  static final class ConnectionFailure {

    static final String NO_TOKEN =
        "There is no token for the live stream. Put one of the role viewer into the file that"
            + " SLUICE_ADMIN_API_STREAM_TOKEN_FILE names.";

    private ConnectionFailure() {}

    static String inWords(@Nullable Throwable failure) {
      return switch (failure) {
        case UpgradeRejectedException refused -> refused(refused.getStatus());
        case ConnectException _ -> "admin-api refuses connections.";
        case io.smallrye.mutiny.TimeoutException _ -> "admin-api did not answer within 5 s.";
        case CompletionException wrapped -> inWords(wrapped.getCause());
        case RuntimeException wrapped when wrapped.getCause() != null ->
            inWords(wrapped.getCause());
        case null, default -> "admin-api cannot be reached.";
      };
    }

    private static String refused(int status) {
      return switch (status) {
        case 401 -> "admin-api does not accept the token of the live stream. Make a new one.";
        case 403 -> "The token of the live stream has no role that may read it: it needs viewer.";
        case 429, 503 -> "admin-api has no room for this connection now.";
        default -> "admin-api refused the live stream with HTTP " + status + ".";
      };
    }
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
