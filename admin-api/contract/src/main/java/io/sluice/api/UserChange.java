package io.sluice.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes a built-in user. Absent fields stay unchanged.
 *
 * @param enabled false ends the user's sign-ins and disables the user's tokens
 * @param password initial password for the next sign-in, at which it must be changed; the user's
 *     present sign-ins end
 */
public record UserChange(
    @Pattern(
            regexp = "viewer|operator|deployer|platform-admin",
            message = "is viewer, operator, deployer or platform-admin")
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
