package io.sluice.api;

import java.time.Instant;
import java.util.UUID;

/**
 * A new personal access token.
 *
 * @param secret for {@code Authorization: Bearer}; shown only in this response
 */
public record NewPersonalToken(
    UUID id, String name, String role, Instant expiresAt, String secret) {

  /** Omits the secret, which must not appear in a log. */
  @Override
  public String toString() {
    return "NewPersonalToken[id=" + id + "]";
  }
}
