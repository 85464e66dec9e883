package io.sluice.admin.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** Maximum size of a request body, by path (docs/security.md). */
enum RequestSize {
  USUAL(1L << 20),
  BATCH(8L << 20),
  /** A jar and the form around it. */
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
