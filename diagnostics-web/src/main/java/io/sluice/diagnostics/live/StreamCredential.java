package io.sluice.diagnostics.live;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.Tokens;
import io.quarkus.oidc.client.runtime.TokensHelper;
import io.sluice.diagnostics.session.OpenIdConfig;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The token with which this instance reads the stream: at an OpenID provider its own, by the client
 * credentials of this application, and otherwise a personal access token. Waits; thread-safe.
 */
@Singleton
class StreamCredential {

  private static final Logger LOG = Logger.getLogger(StreamCredential.class);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration MARGIN = Duration.ofSeconds(10);

  static final String NO_TOKEN =
      "There is no token for the live stream. Put one of the role viewer into the file that"
          + " SLUICE_ADMIN_API_STREAM_TOKEN_FILE names.";

  static final String NONE_OF_PROVIDER =
      "The OpenID provider gives this service no token for the live stream. Check that it answers,"
          + " and that its client may use client credentials.";

  private final FeedConfig config;
  private final boolean atProvider;
  private final OidcClient client;
  private final TokensHelper tokens = new TokensHelper();
  private final InstantSource clock;

  StreamCredential(
      FeedConfig config, OpenIdConfig provider, OidcClient client, InstantSource clock) {
    this.config = config;
    this.atProvider = provider.enabled() && provider.clientSecret().isPresent();
    this.client = client;
    this.clock = clock;
  }

  /** A token, or the reason why there is none. */
  sealed interface StreamToken {

    /**
     * A token.
     *
     * @param renewAt when the connection should be replaced by one with the next token
     */
    record Good(String text, Instant renewAt) implements StreamToken {

      /** Omits the token, so that no log contains it. */
      @Override
      public String toString() {
        return "Good[renewAt=" + renewAt + "]";
      }
    }

    /** None; the reason is a sentence for a person. */
    record None(String why) implements StreamToken {}
  }

  /**
   * Returns the token. A file is read again, because it may have been replaced.
   *
   * @param refused true if admin-api has refused the latest one, which is then not used again
   */
  StreamToken now(boolean refused) {
    return atProvider ? ofProvider(refused) : personal();
  }

  private StreamToken personal() {
    Optional<String> token =
        config.streamTokenFile().map(StreamCredential::read).orElseGet(config::streamToken);
    return token.isPresent()
        ? new StreamToken.Good(token.get(), Instant.MAX)
        : new StreamToken.None(NO_TOKEN);
  }

  private StreamToken ofProvider(boolean refused) {
    try {
      Tokens answer = tokens.getTokens(client, Map.of(), refused).await().atMost(ANSWER);
      Long ends = answer.getAccessTokenExpiresAt();
      Instant renewAt =
          ends == null ? Instant.MAX : renewAt(clock.instant(), Instant.ofEpochSecond(ends));
      return new StreamToken.Good(answer.getAccessToken(), renewAt);
    } catch (RuntimeException none) {
      LOG.debug("The OpenID provider gives no token for the live stream", none);
      return new StreamToken.None(NONE_OF_PROVIDER);
    }
  }

  /**
   * The time to replace a token: 10 s before its end, and before the last quarter of a short one.
   */
  static Instant renewAt(Instant now, Instant ends) {
    Duration quarter = Duration.between(now, ends).dividedBy(4);
    return ends.minus(quarter.compareTo(MARGIN) < 0 ? quarter : MARGIN);
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
    } catch (IOException notYet) {
      return Optional.empty();
    }
  }
}
