package io.sluice.admin.livestream;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.sluice.admin.identity.Identities;
import io.sluice.admin.identity.PayloadAccess;
import io.sluice.admin.identity.Principal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Accepts or refuses upgrades to a WebSocket by origin, token and capacity (docs/security.md). The
 * endpoints declare the role. A refusal carries its reason in a header.
 */
@Singleton
public final class UpgradePolicy implements HttpUpgradeCheck {

  static final TypedKey<Subscriber> SUBSCRIBER = new TypedKey<>("visitor");
  static final String REASON_HEADER = "Sluice-Refused";

  private static final int LENGTH_OF_SCHEME = "Bearer ".length();

  private final AllowedOrigins origins;
  private final ConnectionRegistry clients;
  private final PayloadAccess payloads;

  UpgradePolicy(StreamConfig config, ConnectionRegistry clients, PayloadAccess payloads) {
    this.origins = new AllowedOrigins(config.allowedOrigins().map(Set::copyOf).orElse(Set.of()));
    this.clients = clients;
    this.payloads = payloads;
  }

  @Override
  public Uni<CheckResult> perform(HttpUpgradeContext upgrade) {
    HttpServerRequest request = upgrade.httpRequest();
    if (!origins.allow(
        request.getHeader(HttpHeaders.ORIGIN), request.getHeader(HttpHeaders.HOST))) {
      return CheckResult.rejectUpgrade(
          403, reason("Pages of this origin may not connect. See SLUICE_LIVE_ALLOWED_ORIGINS."));
    }
    return upgrade.securityIdentity().map(identity -> admitted(upgrade, identity));
  }

  private CheckResult admitted(HttpUpgradeContext upgrade, SecurityIdentity identity) {
    String header = upgrade.httpRequest().getHeader(HttpHeaders.AUTHORIZATION);
    Principal who = Identities.principal(identity);
    if (who == null || header == null || header.length() <= LENGTH_OF_SCHEME) {
      return CheckResult.rejectUpgradeSync(401, reason("Send a bearer token."));
    }
    return switch (clients.room(who.name())) {
      case PERSON_FULL ->
          CheckResult.rejectUpgradeSync(429, reason("You have too many connections. Close one."));
      case INSTANCE_FULL ->
          CheckResult.rejectUpgradeSync(503, reason("This instance has too many connections."));
      case FREE -> {
        String token = header.substring(LENGTH_OF_SCHEME).strip();
        upgrade.userData().put(SUBSCRIBER, new Subscriber(who, payloads.shownTo(identity), token));
        yield CheckResult.permitUpgradeSync();
      }
    };
  }

  static Map<String, List<String>> reason(String sentence) {
    return Map.of(REASON_HEADER, List.of(sentence));
  }
}
