package io.sluice.admin.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.admin.clock.MonotonicClock;
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
 * What the provider says now of who holds a token (OpenID Connect Core, section 5.3): all that a
 * bearer token alone can be asked for. The caller waits, at most three seconds. A provider that
 * gives no answer is left alone for 30 s.
 */
@Singleton
final class UserInfo {

  private static final Logger LOG = Logger.getLogger(UserInfo.class);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration REST = Duration.ofSeconds(30);
  private static final int MOST_BYTES = 64 * 1024;
  private static final int OK = 200;
  private static final int REFUSED = 401;

  private final Provider provider;
  private final MonotonicClock clock;
  private final ObjectMapper json;
  private volatile Instant notBefore = Instant.MIN;
  private volatile @Nullable HttpClient http;

  UserInfo(Provider provider, MonotonicClock clock, ObjectMapper json) {
    this.provider = provider;
    this.clock = clock;
    this.json = json;
  }

  /** What is known of a token. */
  sealed interface Answer {}

  /** The provider takes it no more: signed out, disabled, withdrawn. */
  record Withdrawn() implements Answer {}

  /** The claims of its holder, as far as the provider tells them. */
  record Claims(JsonNode claims) implements Answer {}

  /** The provider was not asked, could not be, or does not tell. */
  record Unknown() implements Answer {}

  Answer of(String token) {
    URI endpoint = provider.userInfo();
    if (endpoint == null || clock.instant().isBefore(notBefore)) {
      return new Unknown();
    }
    var request =
        HttpRequest.newBuilder(endpoint)
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json")
            .build();
    try {
      return answer(
          client().send(request, BodyHandlers.limiting(BodyHandlers.ofString(), MOST_BYTES)));
    } catch (IOException e) {
      LOG.warnf("the provider tells nothing of tokens in use reason=%s", e);
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

  /** Made when it is needed first: with built-in users nobody needs one. */
  private HttpClient client() {
    HttpClient known = http;
    if (known == null) {
      known = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
      http = known;
    }
    return known;
  }
}
