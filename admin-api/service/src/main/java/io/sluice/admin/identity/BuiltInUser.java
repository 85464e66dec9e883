package io.sluice.admin.identity;

import io.sluice.admin.http.ProblemType;
import io.sluice.api.Problem;
import io.sluice.api.UserApi.User;
import io.sluice.api.UserApi.UserChange;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of a built-in user, and the rules for its changes. A pure value. */
record BuiltInUser(
    UUID id,
    String username,
    String passwordHash,
    Role role,
    Organizations organizations,
    boolean enabled,
    boolean mustChangePassword,
    Instant createdAt) {

  /**
   * Returns the user after a change.
   *
   * @param newHash hash of the new password; null if it is unchanged
   */
  BuiltInUser changed(UserChange change, @Nullable String newHash) {
    return new BuiltInUser(
        id,
        username,
        newHash == null ? passwordHash : newHash,
        change.role() == null ? role : Role.of(change.role()),
        change.organizations() == null ? organizations : Organizations.of(change.organizations()),
        Objects.requireNonNullElse(change.enabled(), enabled),
        newHash != null || mustChangePassword,
        createdAt);
  }

  /** Returns the user with another password, which need not be changed. */
  BuiltInUser withOwnPassword(String newHash) {
    return new BuiltInUser(id, username, newHash, role, organizations, enabled, false, createdAt);
  }

  /** Returns the problem of a change to another state, or null if it is allowed. */
  @Nullable Problem problem(BuiltInUser after, int administrators) {
    return administers() && !after.administers() && administrators <= 1
        ? ProblemType.LAST_ADMINISTRATOR.problem(
            username + " is the last enabled platform-admin. Give somebody else the role first.")
        : null;
  }

  /**
   * Returns true if a change ends the user's sign-ins: the user is disabled or has a new password.
   */
  boolean endsSessions(BuiltInUser after) {
    return !after.enabled || !after.passwordHash.equals(passwordHash);
  }

  /**
   * Returns true if a change withdraws the user's personal access tokens: somebody else set the
   * password, the user is disabled or enabled, or is an agent from now on. Enabling must not revive
   * a token, and a token of a viewer may do what an agent may not.
   */
  boolean endsTokens(BuiltInUser after) {
    return endsSessions(after)
        || after.enabled != enabled
        || (after.role == Role.AGENT && role != Role.AGENT);
  }

  private boolean administers() {
    return enabled && role == Role.PLATFORM_ADMIN;
  }

  User view() {
    return new User(
        id, username, role.word(), organizations.words(), enabled, mustChangePassword, createdAt);
  }

  /** Returns the text for the audit. */
  String audited() {
    return "role=%s organizations=%s enabled=%s"
        .formatted(role.word(), String.join(",", organizations.words()), enabled);
  }

  /** Omits the hash, which must not appear in a log. */
  @Override
  public String toString() {
    return "BuiltInUser[" + username + " " + audited() + "]";
  }
}
