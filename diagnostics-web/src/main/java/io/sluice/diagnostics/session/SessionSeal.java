package io.sluice.diagnostics.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** Seals texts with AES-256-GCM, so that nobody else can read or change them. Thread-safe. */
final class SessionSeal {

  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final byte[] PURPOSE = "sluice session 1".getBytes(StandardCharsets.UTF_8);
  private static final String CIPHER = "AES/GCM/NoPadding";

  private final List<SecretKey> keys;
  private final SecureRandom random = new SecureRandom();

  /**
   * Creates the seal.
   *
   * @param keys the first one seals, all of them open
   */
  SessionSeal(List<SecretKey> keys) {
    this.keys = List.copyOf(keys);
  }

  String seal(String text) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, keys.getFirst(), nonce)
              .doFinal(text.getBytes(StandardCharsets.UTF_8));
      byte[] whole = Arrays.copyOf(nonce, NONCE + sealed.length);
      System.arraycopy(sealed, 0, whole, NONCE, sealed.length);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("This JDK has no " + CIPHER, impossible);
    }
  }

  /** Opens a sealed text; empty if no key fits or the text was changed. */
  Optional<String> open(String sealed) {
    byte[] whole;
    try {
      whole = Base64.getUrlDecoder().decode(sealed);
    } catch (IllegalArgumentException foreign) {
      return Optional.empty();
    }
    return whole.length <= NONCE
        ? Optional.empty()
        : keys.stream().flatMap(key -> open(key, whole).stream()).findFirst();
  }

  private static Optional<String> open(SecretKey key, byte[] whole) {
    try {
      byte[] text =
          cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(whole, NONCE))
              .doFinal(whole, NONCE, whole.length - NONCE);
      return Optional.of(new String(text, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException foreign) {
      return Optional.empty();
    }
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(PURPOSE);
    return cipher;
  }
}
