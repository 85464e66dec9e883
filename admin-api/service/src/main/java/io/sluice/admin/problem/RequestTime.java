package io.sluice.admin.problem;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;
import org.jboss.logging.Logger;

/**
 * Ends what takes too long, whoever is slow (security, section 4). Who sends slowly is told so by
 * {@link GuardedBody}, as soon as the next byte comes; here is what ends a request when nothing
 * comes, when nobody reads its body, and when its answer takes too long. Runs on the event loop.
 */
@Singleton
final class RequestTime {

  private static final Logger LOG = Logger.getLogger(RequestTime.class);

  /** Sockets stay open, and have limits of their own. */
  private static final String SOCKETS = "/ws/";

  private static final String KEY = "sluice.request-time";
  private static final Duration TO_BE_TOLD = Duration.ofSeconds(5);
  private static final long CANCELLED = 8;

  /** Behind the request's id, before whatever may answer. */
  private static final int EARLY = 15_000;

  private final RequestConfig config;

  RequestTime(RequestConfig config) {
    this.config = config;
  }

  void register(@Observes Filters filters) {
    filters.register(this::watch, EARLY);
  }

  private void watch(RoutingContext context) {
    if (!context.normalizedPath().startsWith(SOCKETS)) {
      Duration longest =
          RequestSize.of(context.request(), context.normalizedPath()) == RequestSize.BUNDLE
              ? config.longestUpload()
              : config.longest();
      context.put(KEY, longest);
      long timer = context.vertx().setTimer(longest.plus(TO_BE_TOLD).toMillis(), _ -> end(context));
      context.addEndHandler(
          _ -> {
            // An answer may go out before the body has come: then its sender is watched on.
            if (context.request().isEnded()) {
              context.vertx().cancelTimer(timer);
            }
          });
    }
    context.next();
  }

  /** How long it may take. */
  static Duration longest(RoutingContext context) {
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
}
