package io.sluice.admin.mcp;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.admin.http.ProblemException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class McpHeadersTest {

  private final McpHeaders headers =
      new McpHeaders(
          new McpConfig() {
            @Override
            public boolean writes() {
              return false;
            }

            @Override
            public Optional<List<String>> allowedOrigins() {
              return Optional.of(List.of(" https://Tools.example:8443"));
            }
          });

  @Test
  void programsAndNamedPagesMaySendMessages() {
    assertThatCode(() -> headers.checkOrigin(null)).doesNotThrowAnyException();
    assertThatCode(() -> headers.checkOrigin("https://tools.example:8443"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://tools.example", "http://tools.example:8443", "null", ""})
  void otherPagesMayNot(String origin) {
    assertThatThrownBy(() -> headers.checkOrigin(origin)).isInstanceOf(ProblemException.class);
  }

  @Test
  void aVersionIsOneThatWasAgreedOnOrNotSent() {
    assertThatCode(() -> McpHeaders.checkVersion(null)).doesNotThrowAnyException();
    assertThatCode(() -> McpHeaders.checkVersion("2025-06-18")).doesNotThrowAnyException();
    assertThatThrownBy(() -> McpHeaders.checkVersion("2024-11-05"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("2025-11-25");
  }
}
