package io.sluice.admin.user;

import io.sluice.admin.problem.ProblemException;
import io.sluice.admin.problem.ProblemType;
import io.sluice.admin.security.Provider;
import jakarta.inject.Singleton;

/** Whether there are built-in users: with an OpenID provider only its tokens count. */
@Singleton
final class BuiltInUsers {

  private final Provider provider;

  BuiltInUsers(Provider provider) {
    this.provider = provider;
  }

  /**
   * Goes on when there are.
   *
   * @throws ProblemException when people sign in at a provider
   */
  void required() {
    if (provider.used()) {
      throw new ProblemException(
          ProblemType.NO_BUILT_IN_USERS.problem(
              "People sign in at the OpenID provider, and are looked after there."));
    }
  }
}
