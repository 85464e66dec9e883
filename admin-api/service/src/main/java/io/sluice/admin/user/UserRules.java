package io.sluice.admin.user;

import io.sluice.admin.problem.ProblemType;
import io.sluice.admin.security.Organizations;
import io.sluice.admin.security.Role;
import io.sluice.api.Problem;
import io.sluice.api.UserChange;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a change makes of a user, and whether it may be made. Values in, values out. */
final class UserRules {

  private UserRules() {}

  /**
   * The user as the change wants it.
   *
   * @param passwordHash of the new password; null when it stays
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

  /** Answers the problem, or null when nothing stands against it. */
  static @Nullable Problem problem(BuiltInUser before, BuiltInUser after, int administrators) {
    return before.administers() && !after.administers() && administrators <= 1
        ? ProblemType.LAST_ADMINISTRATOR.problem(
            before.username()
                + " is the last enabled platform-admin. Give somebody else the role first.")
        : null;
  }

  /** Whether the sign-ins of before end: they would not be allowed to begin now. */
  static boolean endsSessions(BuiltInUser before, BuiltInUser after) {
    return !after.enabled() || !after.passwordHash().equals(before.passwordHash());
  }
}
