package io.sluice.orchestrator.link;

import io.sluice.orchestrator.fleet.Generation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tokens of 256 random bits, one for each generation, good for one Hello. Safe for use by many
 * threads.
 */
final class LinkTokens {
  private final SecureRandom random = new SecureRandom();
  private final Map<Generation, byte[]> issued = new ConcurrentHashMap<>();

  String issue(Generation generation) {
    var bits = new byte[32];
    random.nextBytes(bits);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    issued.put(generation, token.getBytes(StandardCharsets.UTF_8));
    return token;
  }

  /**
   * Spends the token of a generation if it is this one. A wrong token changes nothing, or any
   * process could use up the tokens of those that are about to start. Compared in constant time.
   *
   * @return whether it was the right one, and had not been spent
   */
  boolean redeem(Generation generation, String token) {
    byte[] expected = issued.get(generation);
    return expected != null
        && MessageDigest.isEqual(expected, token.getBytes(StandardCharsets.UTF_8))
        && issued.remove(generation, expected); // of two that come together only one removes it
  }

  /** Forgets the token of a process that will not say Hello any more. */
  void revoke(Generation generation) {
    issued.remove(generation);
  }
}
