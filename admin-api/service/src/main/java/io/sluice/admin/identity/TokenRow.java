package io.sluice.admin.identity;

import io.sluice.api.TokenApi.PersonalToken;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Row of an access token. It holds the hash of the token, never the token. */
@Entity(name = "AccessToken")
@Table(name = "access_token")
@SuppressWarnings("NullAway.Init")
class TokenRow {

  @Id UUID id;

  @Column(nullable = false)
  String hash;

  @Column(name = "user_id", nullable = false)
  UUID userId;

  /** Null for a personal access token. */
  @Column(name = "session_id")
  @Nullable UUID sessionId;

  @Column(nullable = false)
  String name;

  @Column(nullable = false)
  String role;

  @Column(name = "created_at", nullable = false)
  Instant createdAt;

  @Column(name = "expires_at")
  @Nullable Instant expiresAt;

  @Column(name = "last_used_at")
  @Nullable Instant lastUsedAt;

  PersonalToken view() {
    return new PersonalToken(id, name, role, createdAt, expiresAt, lastUsedAt);
  }

  /**
   * Returns the caller with this token. A token gives no more rights than its user has now, and
   * nothing but a change of the password while that is required.
   */
  Principal principal(BuiltInUser user) {
    boolean mustChange = sessionId != null && user.mustChangePassword();
    return new Principal(
        user.username(),
        mustChange ? null : lower(Role.of(role), user.role()),
        user.organizations(),
        id.toString(),
        expiresAt,
        new Principal.BuiltIn(user.id(), sessionId, mustChange));
  }

  private static Role lower(Role token, Role user) {
    return token.compareTo(user) < 0 ? token : user;
  }
}
