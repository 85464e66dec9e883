package io.sluice.diagnostics.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.diagnostics.InvalidConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionSealTest {

  private static final String ONE = "one".repeat(12);
  private static final String TWO = "two".repeat(12);

  @TempDir private Path folder;

  @Test
  void opensWhatItSealedAndSealsNothingTwiceTheSame() throws IOException {
    SessionSeal seal = seal(ONE);

    assertThat(seal.open(seal.seal("text"))).contains("text");
    assertThat(seal.seal("text")).isNotEqualTo(seal.seal("text")).doesNotContain("text");
  }

  @Test
  void stillOpensWhatTheKeyBeforeSealed() throws IOException {
    String old = seal(ONE).seal("text");

    assertThat(seal(TWO + "\n" + ONE + "\n").open(old)).contains("text");
    assertThat(seal(TWO).open(old)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "not base 64!", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void opensNothingForeign(String sealed) throws IOException {
    assertThat(seal(ONE).open(sealed)).isEmpty();
  }

  @Test
  void refusesABadKeyFileInASentenceThatNamesTheVariable() throws IOException {
    assertThatThrownBy(() -> seal("too short"))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("SLUICE_SESSION_KEY_FILE is")
        .hasMessageContaining("32 characters");
    assertThatThrownBy(() -> seal("\n")).hasMessageContaining("one line");
    assertThatThrownBy(() -> SessionKeys.read(folder.resolve("none")))
        .hasMessageContaining("cannot be read");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, true",
    "127.0.0.1, true",
    "[::1], true",
    "127.0.0.1.evil.example, false",
    "sluice.example, false",
    "10.0.0.1, false"
  })
  void knowsALoopbackHost(String host, boolean loopback) {
    assertThat(SessionCookie.loopback(host)).isEqualTo(loopback);
  }

  private SessionSeal seal(String keys) throws IOException {
    return new SessionSeal(SessionKeys.read(Files.writeString(folder.resolve("key"), keys)));
  }
}
