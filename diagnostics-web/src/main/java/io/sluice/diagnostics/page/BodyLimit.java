package io.sluice.diagnostics.page;

import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Limits bodies to 1 MiB, except on the path of uploads (docs/security.md). A request to that path
 * reaches its handler with the body unread, and its connection is closed after the answer unless
 * the handler has read the body. Runs on the event loop.
 */
@Singleton
public final class BodyLimit {

  /** The path whose POST may have a larger body. */
  public static final String UPLOADS = "/workflows/upload";

  private static final long USUAL = 1L << 20;
  private static final String BEGUN = "sluice.body-limit.begun";
  private static final String READ = "sluice.body-limit.read";

  /** Order after sign-in and the largest limit of the server, and before all pages. */
  private static final int FIRST = -1;

  /** Order before sign-in, whose refusals leave a body unread too. */
  private static final int BEFORE_SIGN_IN = -1_000;

  void register(@Observes Router router) {
    router.route(UPLOADS).order(BEFORE_SIGN_IN).handler(BodyLimit::closeUnlessRead);
    router.route().order(FIRST).handler(BodyLimit::check);
  }

  /** Notes that the body of an upload has been read, so that its connection may be used again. */
  public static void read(RoutingContext context) {
    context.put(READ, true);
  }

  private static void closeUnlessRead(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (request.method().equals(HttpMethod.POST)) {
      context.put(BEGUN, true);
      // Nothing of the body is read, or lost, until its handler asks for it.
      request.pause();
    }
    // Also for the page after an upload, whose GET is the same request. HTTP/2 ends the stream by
    // itself.
    if (context.get(BEGUN) != null && request.version() != HttpVersion.HTTP_2) {
      context.addHeadersEndHandler(
          _ -> {
            if (context.get(READ) == null) {
              context.response().putHeader(HttpHeaders.CONNECTION, "close");
            }
          });
      context.addEndHandler(
          _ -> {
            if (context.get(READ) == null) {
              request.connection().close();
            }
          });
    }
    context.next();
  }

  private static void check(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (context.get(BEGUN) != null) {
      context.next();
    } else if (length(request) <= USUAL) {
      // For a body without a declared length, which is counted while it is read.
      context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, USUAL);
      context.next();
    } else {
      context.response().putHeader(HttpHeaders.CONNECTION, "close");
      context.response().setStatusCode(413).end().onComplete(_ -> request.connection().close());
    }
  }

  /** The declared length of a body; 0 if none is declared. */
  public static long length(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
