package io.sluice.admin.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.admin.database.Database;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks tokens and caches valid ones for a short time, so that most requests need no query. */
// Caffeine makes its classes by name, which a native image must know.
@RegisterForReflection(
    classNames = {
      "com.github.benmanes.caffeine.cache.PSWMS",
      "com.github.benmanes.caffeine.cache.SSMSW"
    })
@Singleton
public final class TokenVerifier {

  private static final int MAX_CACHED = 10_000;

  private final Database database;
  private final TokenRepository tokens;
  private final InstantSource clock;
  private final Cache<String, Principal> valid;

  TokenVerifier(
      Database database, TokenRepository tokens, InstantSource clock, SecurityConfig config) {
    this.database = database;
    this.tokens = tokens;
    this.clock = clock;
    this.valid =
        Caffeine.newBuilder().maximumSize(MAX_CACHED).expireAfterWrite(config.tokenCache()).build();
  }

  /** Returns the cached principal, or null if the database must be queried. */
  @Nullable Principal cached(String token) {
    Principal known = valid.getIfPresent(Secrets.hash(token));
    return known != null && known.isValid(clock.instant()) ? known : null;
  }

  /** Queries the database. Blocks. */
  Optional<Principal> lookUp(String token) {
    String hash = Secrets.hash(token);
    Instant now = clock.instant();
    Optional<Principal> principal = database.shared(_ -> tokens.valid(hash, now));
    principal.ifPresent(found -> valid.put(hash, found));
    return principal;
  }

  /**
   * Clears the cache after a right was revoked at this instance. Other instances notice when their
   * entries expire.
   */
  public void forget() {
    valid.invalidateAll();
  }
}
