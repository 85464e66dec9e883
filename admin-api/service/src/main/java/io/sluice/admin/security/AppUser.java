package io.sluice.admin.security;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A built-in user: the row. */
@Entity
@Table(name = "app_user")
@SuppressWarnings("NullAway.Init")
class AppUser {

  @Id UUID id;

  @Column(nullable = false)
  String username;

  @Column(name = "password_hash", nullable = false)
  String passwordHash;

  @Column(nullable = false)
  String role;

  @Column(nullable = false)
  String organizations;

  @Column(nullable = false)
  boolean enabled;

  @Column(name = "created_at", nullable = false)
  Instant createdAt;
}
