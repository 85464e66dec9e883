package io.sluice.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests and responses of users and of the caller. */
public final class UserApi {
  private UserApi() {}

  /**
   * A built-in user.
   *
   * @param role viewer, agent, operator, deployer or platform-admin; each includes the rights of
   *     the roles before it
   * @param organizations organizations whose executions the user may see and change; {@code *} for
   *     all
   * @param enabled true if the user may sign in and the user's tokens are valid
   * @param mustChangePassword true if another user set the password
   */
  public record User(
      UUID id,
      String username,
      String role,
      List<String> organizations,
      boolean enabled,
      boolean mustChangePassword,
      Instant createdAt) {}

  /**
   * Requests a new built-in user.
   *
   * @param password initial password, which must be changed at the first sign-in; 12 to 72 bytes in
   *     UTF-8, without the user name in it
   * @param organizations absent means all
   */
  public record UserRequest(
      @NotNull(message = "is what the user signs in with")
          @Pattern(
              regexp = "[A-Za-z0-9._@-]{1,100}",
              message = "has 1 to 100 letters, digits, . _ @ or -")
          String username,
      @NotNull(message = "is for the first sign-in") @Size(min = 1, max = 200) String password,
      @NotNull(message = "is viewer, agent, operator, deployer or platform-admin")
          @Pattern(
              regexp = "viewer|agent|operator|deployer|platform-admin",
              message = "is viewer, agent, operator, deployer or platform-admin")
          String role,
      @Size(max = 100)
          @Nullable
              List<
                  @NotNull
                  @Pattern(
                      regexp = "\\*|[A-Za-z0-9._-]{1,100}",
                      message = "is * for all, or has 1 to 100 letters, digits, . _ or -")
                  String>
              organizations) {

    /** Omits the password, which must not appear in a log. */
    @Override
    public String toString() {
      return "UserRequest[username=" + username + "]";
    }
  }

  /**
   * Changes a built-in user. Absent fields stay unchanged.
   *
   * @param enabled false ends the user's sign-ins and disables the user's tokens
   * @param password initial password for the next sign-in, at which it must be changed; the user's
   *     present sign-ins end
   */
  public record UserChange(
      @Pattern(
              regexp = "viewer|agent|operator|deployer|platform-admin",
              message = "is viewer, agent, operator, deployer or platform-admin")
          @Nullable String role,
      @Size(max = 100)
          @Nullable
              List<
                  @NotNull
                  @Pattern(
                      regexp = "\\*|[A-Za-z0-9._-]{1,100}",
                      message = "is * for all, or has 1 to 100 letters, digits, . _ or -")
                  String>
              organizations,
      @Nullable Boolean enabled,
      @Size(min = 1, max = 200) @Nullable String password) {

    /** Omits the password, which must not appear in a log. */
    @Override
    public String toString() {
      return "UserChange[role=" + role + ", enabled=" + enabled + "]";
    }
  }

  /**
   * The caller and its rights, from which a page decides what to show.
   *
   * @param role viewer, agent, operator, deployer or platform-admin
   * @param organizations organizations whose executions the caller may see and change; {@code *}
   *     for all
   * @param builtIn true if the caller has a password here and not at an OpenID provider
   * @param seesPayloads true if inputs, results and log lines are shown to the caller
   */
  public record Me(
      String name,
      String role,
      List<String> organizations,
      boolean builtIn,
      boolean seesPayloads) {}

  /**
   * Changes the caller's password.
   *
   * @param newPassword 12 to 72 bytes in UTF-8, without the user name in it
   */
  public record PasswordChange(
      @NotNull @Size(min = 1, max = 200) String currentPassword,
      @NotNull @Size(min = 1, max = 200) String newPassword) {

    /** Omits the passwords, which must not appear in a log. */
    @Override
    public String toString() {
      return "PasswordChange[]";
    }
  }
}
