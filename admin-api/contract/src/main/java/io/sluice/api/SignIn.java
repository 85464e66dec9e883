package io.sluice.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** Signing in with a built-in user. */
public final class SignIn {

  private SignIn() {}

  /** Who signs in. */
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
   * A token for {@code Authorization: Bearer}.
   *
   * @param expiresIn seconds
   */
  public record Answer(String token, long expiresIn) {

    /** Without the token, so that no log shows it. */
    @Override
    public String toString() {
      return "SignIn.Answer[expiresIn=" + expiresIn + "]";
    }
  }
}
