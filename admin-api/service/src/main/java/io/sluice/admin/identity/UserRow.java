package io.sluice.admin.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Row of a built-in user. */
@Entity(name = "BuiltInUser")
@Table(name = "app_user")
@SuppressWarnings("NullAway.Init")
class UserRow {

  @Id UUID id;

  @Column(nullable = false, updatable = false)
  String username;

  @Column(name = "password_hash", nullable = false)
  String passwordHash;

  @Column(nullable = false)
  String role;

  @Column(columnDefinition = "text[]", nullable = false)
  String[] organizations;

  @Column(nullable = false)
  boolean enabled;

  @Column(name = "must_change_password", nullable = false)
  boolean mustChangePassword;

  @Column(name = "created_at", nullable = false, updatable = false)
  Instant createdAt;

  BuiltInUser user() {
    return new BuiltInUser(
        id,
        username,
        passwordHash,
        Role.of(role),
        Organizations.of(List.of(organizations)),
        enabled,
        mustChangePassword,
        createdAt);
  }

  void set(BuiltInUser user) {
    passwordHash = user.passwordHash();
    role = user.role().word();
    organizations = user.organizations().words().toArray(String[]::new);
    enabled = user.enabled();
    mustChangePassword = user.mustChangePassword();
  }
}
