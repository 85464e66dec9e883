package io.sluice.queue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes with algorithms that every JDK has. */
public final class Hashes {
  private Hashes() {}

  /** Returns the SHA-1 of a text, in hexadecimal digits. */
  public static String sha1(String text) {
    return hex(digest("SHA-1"), text);
  }

  /** Returns the SHA-256 of a text, in hexadecimal digits. */
  public static String sha256(String text) {
    return hex(sha256(), text);
  }

  /** Returns the SHA-256 of bytes, in hexadecimal digits. */
  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  /** Returns a new SHA-256 digest. */
  public static MessageDigest sha256() {
    return digest("SHA-256");
  }

  private static String hex(MessageDigest digest, String text) {
    return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
