package io.sluice.local.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
  @TempDir private Path folder;

  @Test
  void newOnesAreInAFileThatOnlyItsOwnerReadsAndStayTheSame() throws IOException {
    var file = folder.resolve("administrator.properties");

    var made = Credentials.in(file);

    assertThat(Credentials.in(file)).isEqualTo(made);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void theTokenHas256RandomBits() throws IOException {
    var one = Credentials.in(folder.resolve("one"));
    var other = Credentials.in(folder.resolve("other"));

    assertThat(one.token()).matches("slu_[A-Za-z0-9_-]{43}").isNotEqualTo(other.token());
  }

  @Test
  void aFileWithoutATokenIsRefusedWithWhatIsMissing() throws IOException {
    var file = Files.writeString(folder.resolve("broken"), "username=admin\npassword=x\n");

    assertThatThrownBy(() -> Credentials.in(file)).hasMessageContaining("has no token");
  }

  @Test
  void theirTextShowsNoSecret() throws IOException {
    var made = Credentials.in(folder.resolve("file"));

    assertThat(made.toString()).doesNotContain(made.password()).doesNotContain(made.token());
  }
}
