package io.sluice.process.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipInputStream;

/**
 * The entries of a jar that was read once: its hash is checked on the bytes that classes are
 * defined from, so a file that changes later has no effect.
 */
final class BundleBytes {
  static final long LARGEST_JAR = 64L * 1024 * 1024;
  static final long LARGEST_CONTENT = 128L * 1024 * 1024;

  private BundleBytes() {}

  static Map<String, byte[]> read(BundleAddress address) throws Refusal {
    try {
      var jar = bytesOf(address.path());
      refuseOtherHash(address, jar);
      return entries(address, jar);
    } catch (IOException e) {
      throw Refusal.bundleUnusable("The bundle " + address + " cannot be read: " + e);
    }
  }

  private static byte[] bytesOf(Path path) throws IOException {
    if (Files.size(path) > LARGEST_JAR) {
      throw new IOException("it is larger than " + LARGEST_JAR + " bytes");
    }
    return Files.readAllBytes(path);
  }

  private static void refuseOtherHash(BundleAddress address, byte[] jar) throws Refusal {
    var found = sha256(jar);
    if (!found.equals(address.sha256())) {
      throw Refusal.bundleUnusable(
          String.format(
              Locale.ROOT,
              "The bundle %s has the SHA-256 %s: its file was changed or is not complete.",
              address,
              found));
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static Map<String, byte[]> entries(BundleAddress address, byte[] jar)
      throws IOException, Refusal {
    Map<String, byte[]> entries = new HashMap<>();
    long left = LARGEST_CONTENT;
    try (var zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.isDirectory()) {
          continue;
        }
        var content = zip.readNBytes((int) Math.min(left + 1, Integer.MAX_VALUE - 8));
        left -= content.length;
        if (left < 0) {
          throw new IOException("its content is larger than " + LARGEST_CONTENT + " bytes");
        }
        entries.put(entry.getName(), content);
      }
    }
    if (entries.isEmpty()) {
      throw Refusal.bundleUnusable("The bundle " + address + " is not a jar, or an empty one.");
    }
    return entries;
  }
}
