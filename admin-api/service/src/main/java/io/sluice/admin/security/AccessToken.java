package io.sluice.admin.security;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A bearer token: the row. The token itself is nowhere, only its SHA-256. */
@Entity
@Table(name = "access_token")
@NamedQuery(
    name = "AccessToken.valid",
    query =
        "from AccessToken t join fetch t.user u where t.hash = ?1 and u.enabled"
            + " and (t.expiresAt is null or t.expiresAt > ?2)")
@SuppressWarnings("NullAway.Init")
class AccessToken {

  @Id String hash;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "user_id", nullable = false)
  AppUser user;

  @Column(nullable = false)
  String name;

  @Column(nullable = false)
  String role;

  @Column(name = "created_at", nullable = false)
  Instant createdAt;

  @Column(name = "expires_at")
  @Nullable Instant expiresAt;
}
