package io.sluice.orchestrator.link;

import io.sluice.orchestrator.fleet.Generation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One token of 256 random bits for each generation, good for one Hello. Safe for use by many
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

  /** Takes the token of a generation back; true when it was this one. Compared in constant time. */
  boolean redeem(Generation generation, String token) {
    byte[] expected = issued.remove(generation);
    return expected != null
        && MessageDigest.isEqual(expected, token.getBytes(StandardCharsets.UTF_8));
  }
}
