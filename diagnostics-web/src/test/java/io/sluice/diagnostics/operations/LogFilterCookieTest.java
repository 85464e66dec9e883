package io.sluice.diagnostics.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LogFilterCookieTest {

  @Test
  void keepsWhatWasChosenButNoTimesAndNoPlaces() {
    String cookie =
        LogFilterCookie.cookie(
            Map.of("q", "a&b=c; d", "from", "2026-01-31T12:00:00Z", "cursor", "7"));

    assertThat(cookie).startsWith("system-logs=q=a%26b%3Dc%3B+d;").contains("HttpOnly");
    String value = cookie.substring("system-logs=".length(), cookie.indexOf(';'));
    assertThat(LogFilterCookie.read(value)).containsExactly(Map.entry("q", "a&b=c; d"));
  }

  @Test
  void takesNothingForeign() {
    assertThat(LogFilterCookie.read("x=1&cursor=2&level=%"))
        .containsExactly(Map.entry("level", ""));
    assertThat(LogFilterCookie.read("q=" + "x".repeat(2_000))).isEmpty();
    assertThat(LogFilterCookie.cookie(Map.of())).contains("Max-Age=0");
  }
}
