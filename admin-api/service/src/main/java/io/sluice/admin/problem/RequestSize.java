package io.sluice.admin.problem;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** How many bytes the body of a request may have, by its path (security, section 4). */
enum RequestSize {
  USUAL(1L << 20),
  BATCH(8L << 20),
  /** The jar itself, and what a form puts around it. */
  BUNDLE((64L << 20) + (64L << 10));

  private final long bytes;

  RequestSize(long bytes) {
    this.bytes = bytes;
  }

  static RequestSize of(HttpServerRequest request, String path) {
    if (!request.method().equals(HttpMethod.POST)) {
      return USUAL;
    }
    return switch (path) {
      case "/api/executions/batch" -> BATCH;
      case "/api/bundles" -> BUNDLE;
      default -> USUAL;
    };
  }

  long bytes() {
    return bytes;
  }
}
