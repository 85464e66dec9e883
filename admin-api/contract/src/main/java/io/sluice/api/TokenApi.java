package io.sluice.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests and responses of personal access tokens. */
public final class TokenApi {
  private TokenApi() {}

  /**
   * Requests a personal access token.
   *
   * @param name purpose of the token
   * @param role at most the caller's own
   * @param expiresAt at most 366 days ahead
   */
  public record PersonalTokenRequest(
      @NotNull(message = "says what it is for")
          @Pattern(
              regexp = "[^\\p{Cntrl}\\p{Cs}]{1,100}",
              message = "has 1 to 100 characters, none of them a control character")
          String name,
      @NotNull(message = "is viewer, agent, operator, deployer or platform-admin")
          @Pattern(
              regexp = "viewer|agent|operator|deployer|platform-admin",
              message = "is viewer, agent, operator, deployer or platform-admin")
          String role,
      @NotNull(message = "says when it ends, at most 366 days ahead") Instant expiresAt) {}

  /**
   * A personal access token, for programs.
   *
   * @param role viewer, agent, operator, deployer or platform-admin; limited to the present role of
   *     its user
   * @param expiresAt null for the token of the first administrator, which does not expire
   * @param lastUsedAt exact to a minute; null before the first use
   */
  public record PersonalToken(
      UUID id,
      String name,
      String role,
      Instant createdAt,
      @Nullable Instant expiresAt,
      @Nullable Instant lastUsedAt) {}

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
}
