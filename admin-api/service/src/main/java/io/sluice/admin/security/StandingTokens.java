package io.sluice.admin.security;

import jakarta.inject.Singleton;

/**
 * Looks again at tokens that opened something long-lived. The caller may wait for the database or
 * for the provider.
 */
@Singleton
public final class StandingTokens {

  private final TokenCheck tokens;
  private final Provider provider;
  private final UserInfo userInfo;

  StandingTokens(TokenCheck tokens, Provider provider, UserInfo userInfo) {
    this.tokens = tokens;
    this.provider = provider;
    this.userInfo = userInfo;
  }

  /** Whether it still gives the rights that it gave then. */
  public boolean stands(String token, Principal then) {
    return provider.used()
        ? standsAtProvider(token, then)
        : tokens.lookUp(token).filter(now -> now.hasRightsOf(then)).isPresent();
  }

  /** A provider that tells nothing leaves a token as it is: it ends by itself. */
  private boolean standsAtProvider(String token, Principal then) {
    return switch (userInfo.of(token)) {
      case UserInfo.Withdrawn() -> false;
      case UserInfo.Claims(var claims) -> provider.claims().agree(claims, then);
      case UserInfo.Unknown() -> true;
    };
  }
}
