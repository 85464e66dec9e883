package io.sluice.diagnostics.page;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The version of style sheets and scripts, computed from their content. */
@Singleton
class AssetVersion {

  private static final List<String> FILES =
      List.of(
          "assets/sluice.css",
          "assets/pages.css",
          "assets/app.js",
          "assets/page.js",
          "vendor/VENDOR.md");

  private final String version;

  AssetVersion() {
    this.version = sum();
  }

  String version() {
    return version;
  }

  private static String sum() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var file : FILES) {
        try (InputStream in = open(file)) {
          digest.update(in.readAllBytes());
        }
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 5);
    } catch (IOException | NoSuchAlgorithmException impossible) {
      throw new UncheckedIOException(new IOException("Assets cannot be read", impossible));
    }
  }

  private static InputStream open(String file) {
    var in =
        Thread.currentThread()
            .getContextClassLoader()
            .getResourceAsStream("META-INF/resources/" + file);
    return in == null ? InputStream.nullInputStream() : in;
  }
}
