package io.sluice.admin.security;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitialAdministratorTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void aStartWithoutUserAndWithoutFileSaysWhatToSet() {
    assertThatThrownBy(() -> administrator(null).ensure())
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("SLUICE_SECURITY_INITIAL_ADMINISTRATOR_FILE is not set");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> administrator("/no/such/file").ensure())
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("/no/such/file");
  }

  @Test
  void aShortPasswordIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("admin"), "username=a\npassword=short\n");

    assertThatThrownBy(() -> administrator(file.toString()).ensure())
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("password must have 12 to 72 characters");
  }

  private static InitialAdministrator administrator(@Nullable String file) {
    var nobody =
        new UserRepository() {
          @Override
          public long count() {
            return 0;
          }
        };
    return new InitialAdministrator(
        nobody, new TokenRepository(), config(file), () -> Instant.EPOCH);
  }

  private static SecurityConfig config(@Nullable String file) {
    return new SecurityConfig() {
      @Override
      public Optional<String> initialAdministratorFile() {
        return Optional.ofNullable(file);
      }

      @Override
      public boolean viewersSeePayloads() {
        return false;
      }

      @Override
      public Duration signInToken() {
        return Duration.ofMinutes(15);
      }

      @Override
      public Duration tokenCache() {
        return Duration.ZERO;
      }
    };
  }
}
