package io.sluice.admin.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.sluice.admin.http.BodyLimit.RequestSize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;
import org.jboss.logging.Logger;

/**
 * Ends requests that take too long (docs/security.md). {@link GuardedBody} answers a slow sender as
 * soon as the next byte arrives; this class ends requests without any further byte, with an unread
 * body, or with a slow response. Runs on the event loop.
 */
@Singleton
final class RequestTimeout {

  private static final Logger LOG = Logger.getLogger(RequestTimeout.class);

  /** Path of WebSockets, which have limits of their own. */
  private static final String SOCKETS = "/ws/";

  private static final String KEY = "sluice.request-time";
  private static final Duration ANSWER_MARGIN = Duration.ofSeconds(5);
  private static final long CANCELLED = 8;

  /** Order after the request id and before every handler that may answer. */
  private static final int EARLY = 15_000;

  private final RequestConfig config;

  RequestTimeout(RequestConfig config) {
    this.config = config;
  }

  void register(@Observes Filters filters) {
    filters.register(this::watch, EARLY);
  }

  private void watch(RoutingContext context) {
    if (!context.normalizedPath().startsWith(SOCKETS)) {
      Duration limit =
          RequestSize.of(context.request(), context.normalizedPath()) == RequestSize.BUNDLE
              ? config.longestUpload()
              : config.longest();
      context.put(KEY, limit);
      long timer =
          context.vertx().setTimer(limit.plus(ANSWER_MARGIN).toMillis(), _ -> end(context));
      context.addEndHandler(
          _ -> {
            // If the response ends before the body, the timer stays for the sender. Without a body
            // the end may never be reported, and the timer would hold the answer until it fires.
            if (context.request().isEnded() || hasNoBody(context.request())) {
              context.vertx().cancelTimer(timer);
            }
          });
    }
    context.next();
  }

  /** True if no body follows: HTTP/1.1 announces one by one of these headers (RFC 9112). */
  private static boolean hasNoBody(HttpServerRequest request) {
    return request.version() != HttpVersion.HTTP_2
        && !request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        && request.getHeader(HttpHeaders.CONTENT_LENGTH) == null;
  }

  /** Returns the time limit of a request. */
  static Duration limit(RoutingContext context) {
    return Objects.requireNonNull(context.<Duration>get(KEY));
  }

  private static void end(RoutingContext context) {
    if (context.response().ended() && context.request().isEnded()) {
      return;
    }
    LOG.debugf("a request took too long path=%s", context.normalizedPath());
    if (context.request().version() == HttpVersion.HTTP_2) {
      context.response().reset(CANCELLED);
    } else {
      context.request().connection().close();
    }
  }

  /** Time limits of requests. */
  @ConfigMapping(prefix = "sluice.request")
  interface RequestConfig {

    /** Time from the request line to the end of the response. */
    @WithDefault("30s")
    Duration longest();

    /** The limit for the upload of a bundle. */
    @WithDefault("2m")
    Duration longestUpload();
  }
}
