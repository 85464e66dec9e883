package io.sluice.admin.identity;

import java.util.Optional;
import java.util.UUID;

/**
 * A refresh token. It contains the id of its session, so that the use of an older token is
 * recognized.
 */
record RefreshToken(UUID session, String secret) {

  private static final String PREFIX = "slr_";

  static RefreshToken first(UUID session) {
    return new RefreshToken(session, Secrets.random(32));
  }

  static Optional<RefreshToken> of(String text) {
    int end = PREFIX.length() + 36;
    try {
      return text.startsWith(PREFIX) && text.length() > end && text.charAt(end) == '.'
          ? Optional.of(
              new RefreshToken(
                  UUID.fromString(text.substring(PREFIX.length(), end)), text.substring(end + 1)))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the next token, the same at each call. Only hashes of tokens are stored, so without
   * this a response that was lost could not be repeated.
   */
  RefreshToken successor(String key) {
    return new RefreshToken(session, Secrets.derived(key, secret));
  }

  String text() {
    return PREFIX + session + "." + secret;
  }

  String hash() {
    return Secrets.hash(secret);
  }

  /** Omits the secret, which must not appear in a log. */
  @Override
  public String toString() {
    return "RefreshToken[session=" + session + "]";
  }
}
