package io.sluice.diagnostics.session;

import io.sluice.api.Me;
import io.sluice.api.SignIn;
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
 * Gets the next tokens of sign-ins. A refresh token is good once, and its second use ends the
 * sign-in; but a browser sends many requests with one cookie, and may miss the answer that has the
 * next one. So what came for a refresh token is remembered, and who comes with it again gets the
 * same. Blocks; safe on every thread.
 */
@Singleton
class TokenRenewals {

  private static final Logger LOG = Logger.getLogger(TokenRenewals.class);
  private static final int MOST_REMEMBERED = 10_000;

  private final SignInClient api;
  private final InstantSource clock;
  private final Map<String, CompletableFuture<UserSession>> answers =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CompletableFuture<UserSession>> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  TokenRenewals(@RestClient SignInClient api, InstantSource clock) {
    this.api = api;
    this.clock = clock;
  }

  /**
   * The sign-in as it is now; the same when admin-api is away, so that the page can say so. Empty
   * when admin-api says that it is over.
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

  /** Who the person is now; as before when that cannot be told. */
  private Me me(UserSession before, SignIn.Answer answer) {
    try {
      return answer.mustChangePassword() ? before.me() : api.me(CallerTokenFilter.bearer(answer.token()));
    } catch (ApiProblem | ProcessingException unknown) {
      return before.me();
    }
  }
}
