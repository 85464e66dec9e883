package io.sluice.process.bundle;

import java.nio.file.Path;
import java.util.Locale;

/** Address of a bundle: the SHA-256 of its jar (64 hexadecimal digits), and its file. */
public record BundleAddress(Path path, String sha256) {
  public BundleAddress {
    sha256 = sha256.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return path.getFileName() + " (" + sha256 + ")";
  }
}
