package io.sluice.admin.identity;

import io.sluice.admin.http.ProblemType;
import io.sluice.api.Problem;
import io.sluice.api.UserApi.UserChange;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rules for changes of users. Pure functions. */
final class UserRules {

  private UserRules() {}

  /**
   * Returns the user after the change.
   *
   * @param passwordHash hash of the new password; null if it is unchanged
   */
  static BuiltInUser changed(BuiltInUser user, UserChange change, @Nullable String passwordHash) {
    return new BuiltInUser(
        user.id(),
        user.username(),
        passwordHash == null ? user.passwordHash() : passwordHash,
        change.role() == null ? user.role() : Role.of(change.role()),
        change.organizations() == null
            ? user.organizations()
            : Organizations.of(change.organizations()),
        Objects.requireNonNullElse(change.enabled(), user.enabled()),
        passwordHash != null || user.mustChangePassword(),
        user.createdAt());
  }

  /** Returns the problem, or null if the change is allowed. */
  static @Nullable Problem problem(BuiltInUser before, BuiltInUser after, int administrators) {
    return before.administers() && !after.administers() && administrators <= 1
        ? ProblemType.LAST_ADMINISTRATOR.problem(
            before.username()
                + " is the last enabled platform-admin. Give somebody else the role first.")
        : null;
  }

  /** Returns true if the user's sign-ins end: the user is disabled or has a new password. */
  static boolean endsSessions(BuiltInUser before, BuiltInUser after) {
    return !after.enabled() || !after.passwordHash().equals(before.passwordHash());
  }
}
