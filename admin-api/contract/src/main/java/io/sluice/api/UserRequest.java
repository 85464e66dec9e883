package io.sluice.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    @NotNull(message = "is viewer, operator, deployer or platform-admin")
        @Pattern(
            regexp = "viewer|operator|deployer|platform-admin",
            message = "is viewer, operator, deployer or platform-admin")
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
