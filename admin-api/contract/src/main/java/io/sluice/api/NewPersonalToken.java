package io.sluice.api;

import java.time.Instant;
import java.util.UUID;

/**
 * A personal access token that was just made.
 *
 * @param secret for {@code Authorization: Bearer}; it is shown this once
 */
public record NewPersonalToken(
    UUID id, String name, String role, Instant expiresAt, String secret) {

  /** Without the secret, so that no log shows it. */
  @Override
  public String toString() {
    return "NewPersonalToken[id=" + id + "]";
  }
}
