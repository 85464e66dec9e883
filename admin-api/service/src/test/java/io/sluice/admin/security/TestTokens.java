package io.sluice.admin.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.UUID;

/** Tokens as the provider of the tests signs them. */
final class TestTokens {

  static final String KEY = "key-of-a-test";

  private static final String PROPERTY = "sluice.test.provider.";

  private final PrivateKey key;
  private final RSAPublicKey publicKey;

  private TestTokens(KeyPair keys) {
    this.key = keys.getPrivate();
    this.publicKey = (RSAPublicKey) keys.getPublic();
  }

  /** Makes a key, and leaves it for tests, whose classes are loaded apart. */
  static TestTokens create(String issuer) {
    var tokens = new TestTokens(newKeys());
    System.setProperty(PROPERTY + "issuer", issuer);
    System.setProperty(
        PROPERTY + "key", Base64.getEncoder().encodeToString(tokens.key.getEncoded()));
    return tokens;
  }

  RSAPublicKey publicKey() {
    return publicKey;
  }

  static String issuer() {
    return Objects.requireNonNull(System.getProperty(PROPERTY + "issuer"));
  }

  /** Of the provider, for this person and group, good for so many seconds from now. */
  static String good(String person, String group) {
    return token(issuer(), "sluice-api", person, group, 300);
  }

  static String token(String issuer, String audience, String person, String group, int seconds) {
    return signed(claims(issuer, audience, person, group, seconds), key());
  }

  /** Signed by a key that the provider does not have, under the name of the one it has. */
  static String ofAnotherKey(String person, String group) {
    return signed(claims(issuer(), "sluice-api", person, group, 300), newKeys().getPrivate());
  }

  private static String claims(
      String issuer, String audience, String person, String group, int seconds) {
    long now = Instant.now().getEpochSecond();
    return """
        {"iss":"%s","aud":"%s","sub":"%s","preferred_username":"%s","groups":["%s","others"],
         "organizations":["acme"],"jti":"%s","iat":%d,"exp":%d}
        """
        .formatted(
            issuer, audience, person, person, group, UUID.randomUUID(), now - 600, now + seconds);
  }

  private static String signed(String claims, PrivateKey key) {
    String content =
        encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + KEY + "\"}")
            + "."
            + encoded(claims);
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      return content
          + "."
          + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static PrivateKey key() {
    try {
      return KeyFactory.getInstance("RSA")
          .generatePrivate(
              new PKCS8EncodedKeySpec(
                  Base64.getDecoder()
                      .decode(Objects.requireNonNull(System.getProperty(PROPERTY + "key")))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair newKeys() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
