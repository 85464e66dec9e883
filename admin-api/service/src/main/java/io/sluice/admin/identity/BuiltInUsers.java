package io.sluice.admin.identity;

import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import jakarta.inject.Singleton;

/** Check that built-in users are enabled. With an OpenID provider only its tokens are valid. */
@Singleton
final class BuiltInUsers {

  private final OidcProvider provider;

  BuiltInUsers(OidcProvider provider) {
    this.provider = provider;
  }

  /**
   * Refuses the operation if people sign in at a provider.
   *
   * @throws ProblemException if people sign in at a provider
   */
  void required() {
    if (provider.used()) {
      throw new ProblemException(
          ProblemType.NO_BUILT_IN_USERS.problem("Users are managed at the OpenID provider."));
    }
  }
}
