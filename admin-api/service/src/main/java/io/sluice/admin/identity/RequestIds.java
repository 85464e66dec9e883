package io.sluice.admin.identity;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives each request an id, or keeps the id that it came with, and returns it in the response. */
@Singleton
final class RequestIds {

  private static final String HEADER = "X-Request-Id";
  private static final String KEY = "sluice.request-id";
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._-]{8,64}");

  /** Order before every handler that may answer. */
  private static final int FIRST = 20_000;

  RequestIds() {}

  void register(@Observes Filters filters) {
    filters.register(RequestIds::give, FIRST);
  }

  private static void give(RoutingContext context) {
    String asked = context.request().getHeader(HEADER);
    String id =
        asked != null && SAFE.matcher(asked).matches() ? asked : UUID.randomUUID().toString();
    context.put(KEY, id);
    context.response().putHeader(HEADER, id);
    context.next();
  }

  static @Nullable String of(HttpServerRequest request) {
    return request.response().headers().get(HEADER);
  }

  static @Nullable String of(RoutingContext context) {
    return context.get(KEY);
  }
}
