package io.sluice.admin.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.sluice.api.BundleApi;
import io.sluice.api.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Refuses a body by its declared length before it is read, with problem details. {@link
 * GuardedBody} counts a body without a declared length.
 */
@Singleton
final class BodyLimit {

  /** Order before the server's own limit, which answers without problem details. */
  private static final int FIRST = 10_000;

  private final ObjectMapper json;

  BodyLimit(ObjectMapper json) {
    this.json = json;
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, FIRST);
  }

  private void check(RoutingContext context) {
    long limit = RequestSize.of(context.request(), context.normalizedPath()).bytes();
    if (length(context) <= limit) {
      context.next();
      return;
    }
    var response =
        context
            .response()
            .setStatusCode(413)
            .putHeader(HttpHeaders.CONTENT_TYPE, ProblemResponse.CONTENT_TYPE);
    if (context.request().version() != HttpVersion.HTTP_2) {
      // HTTP/2 forbids the header and ends the stream by itself (RFC 9113, connection-specific
      // header fields).
      response.putHeader(HttpHeaders.CONNECTION, "close");
    }
    response.end(JsonText.of(json, ProblemResponse.named(tooLarge(limit))));
  }

  static Problem tooLarge(long limit) {
    return ProblemType.TOO_LARGE.problem(
        "The body may have at most " + limit + " bytes. Send less at once.");
  }

  private static long length(RoutingContext context) {
    String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Maximum size of a request body, by path (docs/security.md). */
  enum RequestSize {
    USUAL(1L << 20),
    BATCH(8L << 20),
    BUNDLE(BundleApi.MAX_UPLOAD_BYTES);

    private final long bytes;

    RequestSize(long bytes) {
      this.bytes = bytes;
    }

    static RequestSize of(HttpServerRequest request, String path) {
      if (!request.method().equals(HttpMethod.POST)) {
        return USUAL;
      }
      return switch (ApiPath.of(path)) {
        case "/api/executions/batch" -> BATCH;
        case "/api/bundles" -> BUNDLE;
        default -> USUAL;
      };
    }

    long bytes() {
      return bytes;
    }
  }
}
