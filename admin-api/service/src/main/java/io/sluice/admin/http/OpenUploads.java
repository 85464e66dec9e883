package io.sluice.admin.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.sluice.admin.http.BodyLimit.RequestSize;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Lets uploads end when the service is told to stop, and refuses new ones then. The server's own
 * wait for open requests is short, because it also waits for every connection of the live stream.
 * The event loop counts; the thread that stops the service waits.
 */
@Singleton
final class OpenUploads {

  private static final Logger LOG = Logger.getLogger(OpenUploads.class);
  private static final Duration ANSWER_MARGIN = Duration.ofSeconds(5);

  /** Order after the request id and the time limit. */
  private static final int LATE = 9_000;

  private final ObjectMapper json;
  private final Duration longest;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition none = lock.newCondition();
  private int open; // guarded by the lock
  private boolean stopping; // guarded by the lock

  OpenUploads(ObjectMapper json, RequestTimeout.RequestConfig config) {
    this.json = json;
    this.longest = config.longestUpload().plus(ANSWER_MARGIN);
  }

  void register(@Observes Filters filters) {
    filters.register(this::count, LATE);
  }

  private void count(RoutingContext context) {
    if (RequestSize.of(context.request(), context.normalizedPath()) != RequestSize.BUNDLE) {
      context.next();
    } else if (begins()) {
      context.addEndHandler(_ -> ended());
      context.next();
    } else {
      context
          .response()
          .setStatusCode(503)
          .putHeader(HttpHeaders.CONTENT_TYPE, ProblemResponse.CONTENT_TYPE)
          .putHeader(HttpHeaders.RETRY_AFTER, "5")
          .end(
              JsonText.of(
                  json,
                  ProblemResponse.named(
                      ProblemType.UNAVAILABLE.problem(
                          "This instance stops. Upload the jar to another one."))));
    }
  }

  private boolean begins() {
    lock.lock();
    try {
      open += stopping ? 0 : 1;
      return !stopping;
    } finally {
      lock.unlock();
    }
  }

  private void ended() {
    lock.lock();
    try {
      open--;
      none.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void stopping(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
    lock.lock();
    try {
      stopping = true;
      long left = longest.toNanos();
      while (open > 0 && left > 0) {
        LOG.infof("the stop waits for uploads open=%d longest_s=%d", open, longest.toSeconds());
        left = none.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
