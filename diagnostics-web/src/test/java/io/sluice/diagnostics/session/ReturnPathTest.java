package io.sluice.diagnostics.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnPathTest {

  @ParameterizedTest
  @ValueSource(strings = {"/", "/executions?status=FAILED&q=a%20b", "/executions/1#x", "/a//b"})
  void keepsAPathOfThePage(String path) {
    assertThat(ReturnPath.checked(path)).isEqualTo(path);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "executions",
        "//evil.example",
        "/\\evil.example",
        "///evil.example",
        "http://evil.example/",
        "javascript:alert(1)",
        "/a b",
        "/a\r\nSet-Cookie: x=y",
        "/\u202egnp",
        "/sign-in?to=/",
        "/%"
      })
  void takesTheOverviewInsteadOfAnythingElse(@Nullable String path) {
    assertThat(ReturnPath.checked(path)).isEqualTo("/");
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8082/executions?a=b, /executions?a=b",
    "https://evil.example//x, /",
    "no address at all, /"
  })
  void takesThePathOfAnAddress(String address, String path) {
    assertThat(ReturnPath.ofAddress(address)).isEqualTo(path);
  }
}
