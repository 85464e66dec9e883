package io.sluice.admin.livestream;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Stops the second failure of an upgrade with an invalid token. Its response was sent already, and
 * the failure would be logged as an error of this service.
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
