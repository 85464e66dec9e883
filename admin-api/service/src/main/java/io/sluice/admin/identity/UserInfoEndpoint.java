package io.sluice.admin.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.admin.lifecycle.MonotonicClock;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks the provider's user info endpoint whether a token is still valid (OpenID Connect Core,
 * UserInfo endpoint). Blocks the caller for at most three seconds. After a failure the provider is
 * not asked for 30 s.
 */
@Singleton
final class UserInfoEndpoint {

  private static final Logger LOG = Logger.getLogger(UserInfoEndpoint.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final Duration REST = Duration.ofSeconds(30);
  private static final int MAX_BYTES = 64 * 1024;
  private static final int OK = 200;
  private static final int REFUSED = 401;

  private final OidcProvider provider;
  private final MonotonicClock clock;
  private final ObjectMapper json;
  private volatile Instant notBefore = Instant.MIN;
  private volatile @Nullable HttpClient http;

  UserInfoEndpoint(OidcProvider provider, MonotonicClock clock, ObjectMapper json) {
    this.provider = provider;
    this.clock = clock;
    this.json = json;
  }

  /** Answer about a token. */
  sealed interface Answer {}

  /** Revoked token: signed out, disabled or withdrawn. */
  record Withdrawn() implements Answer {}

  /** Claims of the token's holder. */
  record Claims(JsonNode claims) implements Answer {}

  /** No answer: the provider was not asked, not reachable, or has no such endpoint. */
  record Unknown() implements Answer {}

  Answer of(String token) {
    URI endpoint = provider.userInfo();
    if (endpoint == null || clock.instant().isBefore(notBefore)) {
      return new Unknown();
    }
    var request =
        HttpRequest.newBuilder(endpoint)
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json")
            .build();
    try {
      return answer(
          client().send(request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_BYTES)));
    } catch (IOException e) {
      LOG.warnf("the provider does not answer about tokens in use reason=%s", e);
      notBefore = clock.instant().plus(REST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Unknown();
  }

  private Answer answer(HttpResponse<String> response) {
    if (response.statusCode() == REFUSED) {
      return new Withdrawn();
    }
    try {
      return response.statusCode() == OK
          ? new Claims(json.readTree(response.body()))
          : new Unknown();
    } catch (JsonProcessingException signed) {
      return new Unknown();
    }
  }

  /** Makes the client at the first use. Installations with built-in users need none. */
  private HttpClient client() {
    HttpClient known = http;
    if (known == null) {
      known = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
      http = known;
    }
    return known;
  }
}
