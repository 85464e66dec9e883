package io.sluice.admin.user;

import io.quarkus.elytron.security.common.BcryptUtil;
import io.sluice.admin.problem.ProblemException;
import io.sluice.admin.problem.ProblemType;
import io.sluice.admin.security.Secrets;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes and compares hashes of passwords, two at once: each costs a core a quarter of a second. */
@Singleton
final class Passwords {

  private static final int BCRYPT_COST = 12;
  private static final int MOST_AT_ONCE = 2;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final int SHORTEST = 12;

  /** bcrypt looks at no more. */
  private static final int LONGEST_BYTES = 72;

  private static final int SHORTEST_NAME_TO_AVOID = 4;

  /** Those that are long enough, and known to everybody. */
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

  private final Semaphore hashing = new Semaphore(MOST_AT_ONCE, true);
  private final String nobodys = BcryptUtil.bcryptHash(Secrets.newToken(), BCRYPT_COST);

  Passwords() {}

  /** Why it may not be a password, or null when it may. */
  static @Nullable String fault(String password, String username) {
    int bytes = password.getBytes(StandardCharsets.UTF_8).length;
    if (password.length() < SHORTEST || bytes > LONGEST_BYTES) {
      return "must have " + SHORTEST + " characters or more, and at most 72 bytes in UTF-8";
    }
    String lower = password.toLowerCase(Locale.ROOT);
    if (KNOWN.contains(lower)
        || (username.length() >= SHORTEST_NAME_TO_AVOID
            && lower.contains(username.toLowerCase(Locale.ROOT)))) {
      return "must not be a well-known one or have the user name in it";
    }
    return null;
  }

  String hash(String password) {
    return oneOfTwo(() -> BcryptUtil.bcryptHash(password, BCRYPT_COST));
  }

  /** Takes as long for null, which no password matches. */
  boolean matches(String password, @Nullable String hash) {
    return oneOfTwo(() -> BcryptUtil.matches(password, hash == null ? nobodys : hash))
        && hash != null;
  }

  private <T> T oneOfTwo(Supplier<T> work) {
    try {
      if (!hashing.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new ProblemException(
            ProblemType.TOO_MANY.problem("Too many people sign in at this moment. Try again."),
            LONGEST_WAIT);
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
