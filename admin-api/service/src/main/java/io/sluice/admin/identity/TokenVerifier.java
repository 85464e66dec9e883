package io.sluice.admin.identity;

import io.sluice.admin.database.Database;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Checks tokens and caches valid ones for a short time, so that most requests need no query. */
@Singleton
public final class TokenVerifier {

  private static final int MAX_CACHED = 10_000;

  private final Database database;
  private final TokenStore tokens;
  private final InstantSource clock;
  private final Duration cacheTime;
  private final Map<String, Checked> good = new ConcurrentHashMap<>();

  TokenVerifier(Database database, TokenStore tokens, InstantSource clock, SecurityConfig config) {
    this.database = database;
    this.tokens = tokens;
    this.clock = clock;
    this.cacheTime = config.tokenCache();
  }

  private record Checked(Principal principal, Instant until) {}

  /** Returns the cached principal, or null if the database must be queried. */
  @Nullable Principal cached(String token) {
    Checked checked = good.get(Secrets.hash(token));
    return checked != null && clock.instant().isBefore(checked.until())
        ? checked.principal()
        : null;
  }

  /** Queries the database. Blocks. */
  Optional<Principal> lookUp(String token) {
    String hash = Secrets.hash(token);
    Instant now = clock.instant();
    Optional<Principal> principal =
        database.transaction(connection -> tokens.valid(connection, hash, now));
    principal.ifPresent(found -> cache(hash, found, now));
    return principal;
  }

  /**
   * Clears the cache after a right was revoked at this instance. Other instances notice when their
   * entries expire.
   */
  public void forget() {
    good.clear();
  }

  private void cache(String hash, Principal principal, Instant now) {
    if (good.size() >= MAX_CACHED) {
      good.clear();
    }
    Instant until = now.plus(cacheTime);
    Instant end = principal.expiresAt();
    good.put(hash, new Checked(principal, end != null && end.isBefore(until) ? end : until));
  }
}
