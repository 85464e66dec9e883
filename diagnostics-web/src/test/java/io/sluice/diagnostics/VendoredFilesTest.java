package io.sluice.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks that the vendored scripts are the files that VENDOR.md names, unchanged. */
class VendoredFilesTest {

  @ParameterizedTest
  @CsvSource({
    "htmx.min.js, htmx.LICENSE",
    "ws.min.js, ws.LICENSE",
    "idiomorph-ext.min.js, idiomorph.LICENSE"
  })
  void aVendoredFileHasTheSumAndTheLicenceThatAreWrittenDown(String file, String licence)
      throws IOException, NoSuchAlgorithmException {
    var digest = MessageDigest.getInstance("SHA-256").digest(bytes(file));
    var sum = HexFormat.of().formatHex(digest);

    var written = new String(bytes("VENDOR.md"), StandardCharsets.UTF_8);

    assertThat(written.lines().filter(line -> line.contains("`" + file + "`")))
        .singleElement()
        .asString()
        .contains("`" + sum + "`");
    assertThat(bytes(licence)).isNotEmpty();
  }

  private static byte[] bytes(String file) throws IOException {
    try (InputStream in =
        VendoredFilesTest.class.getResourceAsStream("/META-INF/resources/vendor/" + file)) {
      return Objects.requireNonNull(in, file).readAllBytes();
    }
  }
}
