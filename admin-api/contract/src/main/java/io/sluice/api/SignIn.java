package io.sluice.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** Requests and responses of a sign-in of a built-in user. */
public final class SignIn {

  private SignIn() {}

  /** Requests a sign-in. */
  public record Request(
      @NotNull @Size(min = 1, max = 100) String username,
      @NotNull @Size(min = 1, max = 200) String password) {

    /** Without the password, so that no log shows it. */
    @Override
    public String toString() {
      return "SignIn.Request[username=" + username + "]";
    }
  }

  /**
   * Requests the next tokens of a sign-in.
   *
   * @param refreshToken the latest refresh token. Each is valid once; use of an older one ends the
   *     sign-in
   */
  public record Refresh(@NotNull @Size(min = 1, max = 200) String refreshToken) {

    /** Without the token, so that no log shows it. */
    @Override
    public String toString() {
      return "SignIn.Refresh[]";
    }
  }

  /**
   * An access token for {@code Authorization: Bearer}, and the refresh token for the next one.
   *
   * @param expiresIn seconds
   * @param refreshToken for POST /api/sign-in/refresh, once
   * @param mustChangePassword true until PUT /api/me/password; the token gives access to nothing
   *     else before
   */
  public record Answer(
      String token, long expiresIn, String refreshToken, boolean mustChangePassword) {

    /** Without the tokens, so that no log shows them. */
    @Override
    public String toString() {
      return "SignIn.Answer[expiresIn=" + expiresIn + "]";
    }
  }
}
