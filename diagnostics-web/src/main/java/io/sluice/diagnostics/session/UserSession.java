package io.sluice.diagnostics.session;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.api.SignIn;
import io.sluice.api.UserApi.Me;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The sign-in of a built-in user, as the cookie contains it. Pure.
 *
 * @param id identifies the sign-in in logs; new at each sign-in
 * @param beganAt time of the sign-in
 * @param seenAt last activity of the person, exact to a minute
 * @param renewedAt time of the current tokens
 * @param me the person; with an empty role while the password must be changed
 */
@RegisterForReflection(targets = {UserSession.class, Me.class})
record UserSession(
    UUID id,
    String token,
    String refreshToken,
    Instant tokenEnds,
    Instant beganAt,
    Instant seenAt,
    Instant renewedAt,
    boolean mustChangePassword,
    Me me) {

  /**
   * Renewal interval: admin-api ends a sign-in that was not renewed within the page's idle time.
   */
  private static final Duration RENEW_AFTER = Duration.ofMinutes(1);

  private static final Duration SEEN_EXACT_TO = Duration.ofMinutes(1);

  static UserSession begin(SignIn.Answer answer, Me me, Instant now) {
    return new UserSession(
        UUID.randomUUID(),
        answer.token(),
        answer.refreshToken(),
        now.plusSeconds(answer.expiresIn()),
        now,
        now,
        now,
        answer.mustChangePassword(),
        me);
  }

  /** The same session with the next tokens. */
  UserSession renewed(SignIn.Answer answer, Me now, Instant at) {
    return new UserSession(
        id,
        answer.token(),
        answer.refreshToken(),
        at.plusSeconds(answer.expiresIn()),
        beganAt,
        seenAt,
        at,
        answer.mustChangePassword(),
        now);
  }

  UserSession seen(Instant at) {
    return new UserSession(
        id, token, refreshToken, tokenEnds, beganAt, at, renewedAt, mustChangePassword, me);
  }

  UserSession passwordChanged(Me now) {
    return new UserSession(
        id, token, refreshToken, tokenEnds, beganAt, seenAt, renewedAt, false, now);
  }

  boolean over(SessionConfig limits, Instant now) {
    return !now.isBefore(beganAt.plus(limits.longest()))
        || !now.isBefore(seenAt.plus(limits.idle()));
  }

  boolean wantsRenewal(Instant now) {
    return !now.isBefore(renewedAt.plus(RENEW_AFTER));
  }

  /** True if the current token is still valid without a renewal. */
  boolean usable(Instant now) {
    return now.isBefore(tokenEnds);
  }

  boolean seenLongAgo(Instant now) {
    return !now.isBefore(seenAt.plus(SEEN_EXACT_TO));
  }

  /** Omits the tokens, so that no log contains them. */
  @Override
  public String toString() {
    return "Session[id=" + id + ", user=" + me.name() + "]";
  }
}
