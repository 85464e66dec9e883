package io.sluice.admin.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFilesTest {

  private static final String SECRET = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OTHER = "C2FVsBQIhrscChlQIMV+b5sSYspob7oD4kZpZpZpZpY=";

  @TempDir private Path folder;

  /** The example of the specification's reference implementations. */
  @Test
  void signsLikeTheSpecification() {
    String signed =
        WebhookSignature.of(
            List.of(Base64.getDecoder().decode(SECRET)),
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1614265330,
            "{\"test\": 2432232314}");

    assertThat(signed).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void twoSecretsGiveTwoSignatures() {
    byte[] first = Base64.getDecoder().decode(SECRET);
    byte[] second = Base64.getDecoder().decode(OTHER);

    assertThat(WebhookSignature.of(List.of(first, second), "id", 1, "{}"))
        .isEqualTo(
            WebhookSignature.of(List.of(first), "id", 1, "{}")
                + " "
                + WebhookSignature.of(List.of(second), "id", 1, "{}"));
  }

  @Test
  void aChangedFileCountsAtOnceAndEachLineIsASecret() throws Exception {
    var files = new SecretFiles(folder);
    write("whsec_" + SECRET + "\n");
    assertThat(files.read("one")).containsExactly(Base64.getDecoder().decode(SECRET));

    write("whsec_" + OTHER + "\n\n  whsec_" + SECRET + "  \n");

    assertThat(files.read("one"))
        .containsExactly(Base64.getDecoder().decode(OTHER), Base64.getDecoder().decode(SECRET));
  }

  @Test
  void aMountedSecretIsALinkInsideOfTheFolder() throws Exception {
    Path data = Files.createDirectory(folder.resolve("..data"));
    Files.writeString(data.resolve("one"), "whsec_" + SECRET);
    Files.createSymbolicLink(folder.resolve("one"), data.resolve("one"));

    assertThat(new SecretFiles(folder).read("one")).hasSize(1);
  }

  @Test
  void aLinkOutOfTheFolderIsRefused(@TempDir Path elsewhere) throws Exception {
    Path secret = Files.writeString(elsewhere.resolve("one"), "whsec_" + SECRET);
    Files.createSymbolicLink(folder.resolve("one"), secret);

    assertRefused("one", "no secret of the folder");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_short",
        "whsec_*MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
      })
  void aFileWithoutAGoodSecretIsRefusedWithoutQuotingIt(String content) throws Exception {
    write(content);

    assertThatThrownBy(() -> new SecretFiles(folder).read("one"))
        .isInstanceOf(SecretFiles.Unreadable.class)
        .hasMessageContaining("names the file one")
        .message()
        .doesNotContain("MfKQ", "short");
  }

  @Test
  void aMissingFileAndAMissingFolderAreSaid() {
    assertRefused("other", "which the folder does not have");
    assertThatThrownBy(() -> new SecretFiles(null).read("one"))
        .hasMessageContaining("SLUICE_WEBHOOK_SECRETS_DIRECTORY");
  }

  private void assertRefused(String name, String reason) {
    assertThatThrownBy(() -> new SecretFiles(folder).read(name))
        .isInstanceOf(SecretFiles.Unreadable.class)
        .hasMessageContaining(reason);
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("one"), text);
  }
}
