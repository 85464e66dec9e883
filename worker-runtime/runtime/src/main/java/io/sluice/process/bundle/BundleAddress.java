package io.sluice.process.bundle;

import java.nio.file.Path;
import java.util.Locale;

/** A bundle by the SHA-256 of its jar (64 hexadecimal digits), and the file it can be read from. */
public record BundleAddress(Path path, String sha256) {
  public BundleAddress {
    sha256 = sha256.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return path.getFileName() + " (" + sha256 + ")";
  }
}
