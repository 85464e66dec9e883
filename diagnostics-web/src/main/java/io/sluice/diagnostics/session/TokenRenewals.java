package io.sluice.diagnostics.session;

import io.sluice.api.SignIn;
import io.sluice.api.UserApi.Me;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.api.CallerTokenFilter;
import io.sluice.diagnostics.api.SignInClient;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ProcessingException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Renews the tokens of sign-ins. A refresh token is valid for 30 s more after its successor was
 * issued, and a later use ends the sign-in; but a browser sends many requests with one cookie, and
 * may miss the answer with the next one. So the result for a refresh token is cached, and later
 * requests with the same token get it. Blocks; thread-safe.
 */
@Singleton
class TokenRenewals {

  private static final Logger LOG = Logger.getLogger(TokenRenewals.class);
  private static final int MAX_REMEMBERED = 10_000;

  private final SignInClient api;
  private final InstantSource clock;
  private final Map<String, CompletableFuture<UserSession>> answers =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(
            Map.Entry<String, CompletableFuture<UserSession>> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  TokenRenewals(@RestClient SignInClient api, InstantSource clock) {
    this.api = api;
    this.clock = clock;
  }

  /**
   * Returns the renewed session; the same one if admin-api is unavailable, so that the page can say
   * so. Empty if admin-api has ended the sign-in.
   */
  Optional<UserSession> renewed(UserSession session) {
    UserSession latest = session;
    while (true) {
      if (!latest.wantsRenewal(clock.instant())) {
        return Optional.of(latest);
      }
      var mine = new CompletableFuture<UserSession>();
      CompletableFuture<UserSession> other = remember(latest.refreshToken(), mine);
      if (other == null) {
        return ask(latest, mine);
      }
      UserSession next = other.exceptionally(_ -> null).join();
      if (next == null) {
        return Optional.of(latest).filter(each -> each.usable(clock.instant()));
      }
      latest = next;
    }
  }

  private @Nullable CompletableFuture<UserSession> remember(
      String refreshToken, CompletableFuture<UserSession> mine) {
    synchronized (answers) {
      return answers.putIfAbsent(refreshToken, mine);
    }
  }

  private void forget(String refreshToken) {
    synchronized (answers) {
      answers.remove(refreshToken);
    }
  }

  private Optional<UserSession> ask(UserSession session, CompletableFuture<UserSession> waiting) {
    try {
      SignIn.Answer answer = api.refresh(new SignIn.Refresh(session.refreshToken()));
      UserSession next = session.renewed(answer, me(session, answer), clock.instant());
      waiting.complete(next);
      return Optional.of(next);
    } catch (ApiProblem | ProcessingException refused) {
      forget(session.refreshToken());
      waiting.completeExceptionally(refused);
      if (refused instanceof ApiProblem problem && problem.status() == 401) {
        LOG.infof("A sign-in is over: admin-api renews it no more session=%s", session.id());
        return Optional.empty();
      }
      LOG.warnf("A sign-in was not renewed and stays as it is: %s", refused.getMessage());
      return Optional.of(session);
    }
  }

  /** The person's current data; the previous data if admin-api does not answer. */
  private Me me(UserSession before, SignIn.Answer answer) {
    try {
      return answer.mustChangePassword()
          ? before.me()
          : api.me(CallerTokenFilter.bearer(answer.token()));
    } catch (ApiProblem | ProcessingException unknown) {
      return before.me();
    }
  }
}
