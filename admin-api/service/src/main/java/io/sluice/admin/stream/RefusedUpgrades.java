package io.sluice.admin.stream;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Lets the answer to an upgrade with a bad token be the last word on it. It was sent when the
 * request fails once more for the same reason; that would be logged as an error of this service.
 */
@Singleton
final class RefusedUpgrades {

  private static final int BEFORE_ALL_OTHERS = -10_000;

  void register(@Observes Router router) {
    router.route("/ws/*").order(BEFORE_ALL_OTHERS).failureHandler(RefusedUpgrades::failed);
  }

  private static void failed(RoutingContext request) {
    if (!request.response().ended()) {
      request.next();
    }
  }
}
