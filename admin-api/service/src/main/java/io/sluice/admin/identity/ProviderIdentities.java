package io.sluice.admin.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Makes a principal from a verified token of the provider. Roles that Quarkus found in the token
 * are dropped; only the configured groups count. Runs on the event loop.
 */
@Singleton
final class ProviderIdentities implements SecurityIdentityAugmentor {

  private final ProviderClaims mapping;
  private final ObjectMapper json;

  ProviderIdentities(OidcProvider provider, ObjectMapper json) {
    this.mapping = provider.claims();
    this.json = json;
  }

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    return Uni.createFrom()
        .item(
            identity.isAnonymous() || Principal.of(identity) != null
                ? identity
                : principal(identity).identity());
  }

  private Principal principal(SecurityIdentity identity) {
    String name = identity.getPrincipal().getName();
    if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
      return new Principal(name, null, mapping.organizations(none()), null, null, null);
    }
    JsonNode claims = claims(token.getRawToken());
    return new Principal(
        name,
        mapping.role(claims),
        mapping.organizations(claims),
        token.getTokenID(),
        Instant.ofEpochSecond(token.getExpirationTime()),
        null);
  }

  private JsonNode claims(@Nullable String token) {
    String[] parts = token == null ? new String[0] : token.split("\\.", -1);
    if (parts.length != 3) {
      return none();
    }
    try {
      return json.readTree(
          new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return none();
    }
  }

  private static JsonNode none() {
    return MissingNode.getInstance();
  }
}
