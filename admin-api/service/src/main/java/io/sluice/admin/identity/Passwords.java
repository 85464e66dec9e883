package io.sluice.admin.identity;

import io.quarkus.elytron.security.common.BcryptUtil;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hashes and compares passwords, at most two at a time, because each takes a core a quarter of a
 * second.
 */
@Singleton
final class Passwords {

  private static final int BCRYPT_COST = 12;
  private static final int MAX_CONCURRENT = 2;
  private static final Duration WAIT_TIMEOUT = Duration.ofSeconds(5);
  private static final int MIN_LENGTH = 12;

  /** Maximum length that bcrypt considers. */
  private static final int MAX_BYTES = 72;

  private static final int MIN_CHECKED_NAME_LENGTH = 4;

  /** Well-known passwords that are long enough. */
  private static final Set<String> KNOWN =
      Set.of(
          "administrator",
          "changemechangeme",
          "changeme12345",
          "password1234",
          "passwordpassword",
          "123456789012",
          "qwertyuiop12",
          "sluicesluice");

  private final Semaphore hashing = new Semaphore(MAX_CONCURRENT, true);
  private final String unmatchedHash = BcryptUtil.bcryptHash(Secrets.newToken(), BCRYPT_COST);

  Passwords() {}

  /** Returns the reason why it may not be a password, or null. */
  static @Nullable String fault(String password, String username) {
    int bytes = password.getBytes(StandardCharsets.UTF_8).length;
    if (password.length() < MIN_LENGTH || bytes > MAX_BYTES) {
      return "must have " + MIN_LENGTH + " characters or more, and at most 72 bytes in UTF-8";
    }
    String lower = password.toLowerCase(Locale.ROOT);
    if (KNOWN.contains(lower)
        || (username.length() >= MIN_CHECKED_NAME_LENGTH
            && lower.contains(username.toLowerCase(Locale.ROOT)))) {
      return "must not be a well-known one or have the user name in it";
    }
    return null;
  }

  String hash(String password) {
    return limited(() -> BcryptUtil.bcryptHash(password, BCRYPT_COST));
  }

  /** Compares a password with a hash. Null takes the same time and never matches. */
  boolean matches(String password, @Nullable String hash) {
    return limited(() -> BcryptUtil.matches(password, hash == null ? unmatchedHash : hash))
        && hash != null;
  }

  private <T> T limited(Supplier<T> work) {
    try {
      if (!hashing.tryAcquire(WAIT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new ProblemException(
            ProblemType.TOO_MANY.problem("Too many sign-ins at the same time. Try again."),
            WAIT_TIMEOUT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    try {
      return work.get();
    } finally {
      hashing.release();
    }
  }
}
