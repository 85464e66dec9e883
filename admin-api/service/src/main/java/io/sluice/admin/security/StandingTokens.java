package io.sluice.admin.security;

import jakarta.inject.Singleton;

/**
 * Revalidates the tokens of long-lived connections. Blocks the caller for the database or the
 * provider.
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

  /** Returns true if the token still gives the rights that it gave earlier. */
  public boolean isValid(String token, Principal then) {
    return provider.used()
        ? isValidAtProvider(token, then)
        : tokens.lookUp(token).filter(now -> now.hasRightsOf(then)).isPresent();
  }

  /** Asks the provider. Without an answer the token stays valid until it expires. */
  private boolean isValidAtProvider(String token, Principal then) {
    return switch (userInfo.of(token)) {
      case UserInfo.Withdrawn() -> false;
      case UserInfo.Claims(var claims) -> provider.claims().agree(claims, then);
      case UserInfo.Unknown() -> true;
    };
  }
}
