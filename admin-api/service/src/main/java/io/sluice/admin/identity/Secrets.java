package io.sluice.admin.identity;

import io.sluice.queue.Hashes;
import java.security.SecureRandom;
import java.util.Base64;

/** Makes tokens and the hashes under which they are stored. */
public final class Secrets {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int TOKEN_BYTES = 32;

  private Secrets() {}

  /** Makes an access token. */
  public static String newToken() {
    return "slu_" + random(TOKEN_BYTES);
  }

  /** Returns random bytes as letters, digits, _ and -. */
  public static String random(int count) {
    byte[] bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Hashes a token. One plain hash is enough for 256 random bits. */
  public static String hash(String token) {
    return Hashes.sha256(token);
  }
}
