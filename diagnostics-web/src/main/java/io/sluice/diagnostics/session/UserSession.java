package io.sluice.diagnostics.session;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
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
 * @param me the person; with an empty role while the password must be changed
 */
@RegisterForReflection(targets = {UserSession.class, UserSession.Tokens.class, Me.class})
record UserSession(
    UUID id,
    @JsonUnwrapped Tokens tokens,
    Instant beganAt,
    Instant seenAt,
    boolean mustChangePassword,
    Me me) {

  /**
   * The tokens for admin-api.
   *
   * @param tokenEnds end of the validity of {@code token}
   * @param renewedAt time at which admin-api gave them
   */
  record Tokens(String token, String refreshToken, Instant tokenEnds, Instant renewedAt) {
    static Tokens of(SignIn.Answer answer, Instant now) {
      return new Tokens(
          answer.token(), answer.refreshToken(), now.plusSeconds(answer.expiresIn()), now);
    }
  }

  /**
   * Renewal interval: admin-api ends a sign-in that was not renewed within the page's idle time.
   */
  private static final Duration RENEW_AFTER = Duration.ofMinutes(1);

  private static final Duration SEEN_EXACT_TO = Duration.ofMinutes(1);

  /** Reads the flat form of the cookie. */
  @JsonCreator
  static UserSession of(
      @JsonProperty("id") UUID id,
      @JsonProperty("token") String token,
      @JsonProperty("refresh_token") String refreshToken,
      @JsonProperty("token_ends") Instant tokenEnds,
      @JsonProperty("began_at") Instant beganAt,
      @JsonProperty("seen_at") Instant seenAt,
      @JsonProperty("renewed_at") Instant renewedAt,
      @JsonProperty("must_change_password") boolean mustChangePassword,
      @JsonProperty("me") Me me) {
    var tokens = new Tokens(token, refreshToken, tokenEnds, renewedAt);
    return new UserSession(id, tokens, beganAt, seenAt, mustChangePassword, me);
  }

  static UserSession begin(SignIn.Answer answer, Me me, Instant now) {
    var tokens = Tokens.of(answer, now);
    return new UserSession(UUID.randomUUID(), tokens, now, now, answer.mustChangePassword(), me);
  }

  String token() {
    return tokens.token();
  }

  String refreshToken() {
    return tokens.refreshToken();
  }

  /** The same session with the next tokens. */
  UserSession renewed(SignIn.Answer answer, Me now, Instant at) {
    var next = Tokens.of(answer, at);
    return new UserSession(id, next, beganAt, seenAt, answer.mustChangePassword(), now);
  }

  UserSession seen(Instant at) {
    return new UserSession(id, tokens, beganAt, at, mustChangePassword, me);
  }

  UserSession passwordChanged(Me now) {
    return new UserSession(id, tokens, beganAt, seenAt, false, now);
  }

  boolean over(SessionConfig limits, Instant now) {
    return !now.isBefore(beganAt.plus(limits.longest()))
        || !now.isBefore(seenAt.plus(limits.idle()));
  }

  boolean wantsRenewal(Instant now) {
    return !now.isBefore(tokens.renewedAt().plus(RENEW_AFTER));
  }

  /** True if the current token is still valid without a renewal. */
  boolean usable(Instant now) {
    return now.isBefore(tokens.tokenEnds());
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
