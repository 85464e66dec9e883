package io.sluice.admin.identity;

import jakarta.inject.Singleton;

/**
 * Revalidates the tokens of long-lived connections. Blocks the caller for the database or the
 * provider.
 */
@Singleton
public final class TokenRevalidator {

  private final TokenVerifier tokens;
  private final OidcProvider provider;
  private final UserInfoEndpoint userInfo;

  TokenRevalidator(TokenVerifier tokens, OidcProvider provider, UserInfoEndpoint userInfo) {
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
      case UserInfoEndpoint.Withdrawn() -> false;
      case UserInfoEndpoint.Claims(var claims) -> provider.claims().agree(claims, then);
      case UserInfoEndpoint.Unknown() -> true;
    };
  }
}
