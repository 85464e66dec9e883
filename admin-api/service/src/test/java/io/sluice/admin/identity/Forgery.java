package io.sluice.admin.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes invalid tokens from valid ones. */
final class Forgery {

  private static final Pattern KEY = Pattern.compile("\"kid\"\\s*:\\s*\"([^\"]+)\"");

  private Forgery() {}

  /**
   * Returns the claims signed by a key that the provider does not have, under the id of its key.
   */
  static String ofAnotherKey(String token) {
    String content = token.substring(0, token.lastIndexOf('.'));
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(generator.generateKeyPair().getPrivate());
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      return content
          + "."
          + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Returns the claims with another header.
   *
   * @param header with single quotes, and %s for the name of the provider's key
   */
  static String withHeader(String token, String header, String signature) {
    String[] parts = token.split("\\.", -1);
    Matcher key = KEY.matcher(decoded(parts[0]));
    String named = key.find() ? header.replace("%s", key.group(1)) : header;
    return encoded(named.replace('\'', '"')) + "." + parts[1] + "." + signature;
  }

  /** Returns the header and signature with other claims. */
  static String withClaims(String token, String word, String other) {
    String[] parts = token.split("\\.", -1);
    return parts[0] + "." + encoded(decoded(parts[1]).replace(word, other)) + "." + parts[2];
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }
}
