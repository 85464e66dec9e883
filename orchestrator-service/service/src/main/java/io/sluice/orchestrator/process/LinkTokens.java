package io.sluice.orchestrator.process;

import io.sluice.orchestrator.fleet.Generation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tokens of 256 random bits, one for each generation, valid for one Hello. Safe for use by many
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
   * Redeems the token of a generation. A wrong token changes nothing, because otherwise any process
   * could use up the tokens of starting processes. Compared in constant time.
   *
   * @return true if it was the right one and had not been redeemed
   */
  boolean redeem(Generation generation, String token) {
    byte[] expected = issued.get(generation);
    return expected != null
        && MessageDigest.isEqual(expected, token.getBytes(StandardCharsets.UTF_8))
        && issued.remove(generation, expected); // only one of two concurrent calls removes it
  }

  /** Revokes the token of a process that will not send a Hello any more. */
  void revoke(Generation generation) {
    issued.remove(generation);
  }
}
