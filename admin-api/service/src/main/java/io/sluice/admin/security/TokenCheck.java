package io.sluice.admin.security;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Checks tokens, and remembers good ones for a moment so that a request costs no query. */
@Singleton
public final class TokenCheck {

  private static final int MOST_REMEMBERED = 10_000;

  private final TokenRows tokens;
  private final InstantSource clock;
  private final Duration remembered;
  private final Map<String, Checked> good = new ConcurrentHashMap<>();

  TokenCheck(TokenRows tokens, InstantSource clock, SecurityConfig config) {
    this.tokens = tokens;
    this.clock = clock;
    this.remembered = config.tokenCache();
  }

  private record Checked(Principal principal, Instant until) {}

  /** Without asking the database; null when it must be asked. */
  @Nullable Principal remembered(String token) {
    Checked checked = good.get(Secrets.hash(token));
    return checked != null && clock.instant().isBefore(checked.until())
        ? checked.principal()
        : null;
  }

  /** Asks the database. Blocks. */
  Optional<Principal> lookUp(String token) {
    String hash = Secrets.hash(token);
    Instant now = clock.instant();
    Optional<Principal> principal = tokens.valid(hash, now);
    principal.ifPresent(found -> remember(hash, found, now));
    return principal;
  }

  /** Looks every token up again: a right was taken back here. Others hear of it by time. */
  public void forget() {
    good.clear();
  }

  private void remember(String hash, Principal principal, Instant now) {
    if (good.size() >= MOST_REMEMBERED) {
      good.clear();
    }
    Instant until = now.plus(remembered);
    Instant end = principal.expiresAt();
    good.put(hash, new Checked(principal, end != null && end.isBefore(until) ? end : until));
  }
}
