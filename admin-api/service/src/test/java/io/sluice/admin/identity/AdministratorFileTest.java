package io.sluice.admin.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.admin.identity.InitialAdministrator.SignInAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdministratorFileTest {

  private static final String TOKEN = "slu_0123456789012345678901234567890123";

  @TempDir private Path folder = Path.of("");

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> AdministratorFile.read(Path.of("/no/such/file")))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("/no/such/file");
  }

  @ParameterizedTest
  @CsvSource({
    "short, must have 12 characters",
    "Administrator, must not be a well-known one",
    "my-somebody-secret, must not be a well-known one or have the user name in it",
    "üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü, at most 72 bytes"
  })
  void aPasswordThatIsNoGoodIsRefused(String password, String why) throws IOException {
    Path file = file(password);

    assertThatThrownBy(() -> AdministratorFile.read(file))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining(file + ": password ")
        .hasMessageContaining(why);
  }

  @Test
  void aGoodFileIsReadAndShowsNoSecret() throws IOException {
    AdministratorFile read = AdministratorFile.read(file("twelve-chars"));

    assertThat(read).isEqualTo(new AdministratorFile("somebody", "twelve-chars", TOKEN));
    assertThat(read.toString()).doesNotContain("twelve-chars", TOKEN);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, false, true",
    "localhost, false, true",
    "::1, false, true",
    "0.0.0.0, false, false",
    "10.1.2.3, false, false",
    "0.0.0.0, true, true"
  })
  void builtInUsersSignInAtLoopbackUnlessItIsAllowed(String host, boolean allowed, boolean may) {
    String refusal = SignInAddress.refusal(host, allowed);

    assertThat(refusal == null).isEqualTo(may);
    if (refusal != null) {
      assertThat(refusal)
          .contains(host, "QUARKUS_HTTP_HOST", "SLUICE_SECURITY_BUILT_IN_USERS_BEYOND_LOOPBACK");
    }
  }

  private Path file(String password) throws IOException {
    return Files.writeString(
        folder.resolve("admin"),
        "username=somebody\npassword=%s\ntoken=%s\n".formatted(password, TOKEN));
  }
}
