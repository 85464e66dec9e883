package io.sluice.admin.security;

import jakarta.inject.Singleton;

/** Looks again at tokens that opened something long-lived. The caller may wait for the database. */
@Singleton
public final class StandingTokens {

  private final TokenCheck tokens;
  private final Provider provider;

  StandingTokens(TokenCheck tokens, Provider provider) {
    this.tokens = tokens;
    this.provider = provider;
  }

  /** Whether it still gives this role; a provider's token does until it expires. */
  public boolean gives(String token, String role) {
    return provider.used()
        || tokens.lookUp(token).map(Identities::of).filter(who -> who.hasRole(role)).isPresent();
  }
}
