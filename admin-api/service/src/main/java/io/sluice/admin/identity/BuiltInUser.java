package io.sluice.admin.identity;

import io.sluice.api.UserApi.User;
import java.time.Instant;
import java.util.UUID;

/** A row of a built-in user. */
record BuiltInUser(
    UUID id,
    String username,
    String passwordHash,
    Role role,
    Organizations organizations,
    boolean enabled,
    boolean mustChangePassword,
    Instant createdAt) {

  boolean administers() {
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
