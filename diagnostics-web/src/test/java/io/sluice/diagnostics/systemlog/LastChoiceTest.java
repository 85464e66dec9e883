package io.sluice.diagnostics.systemlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LastChoiceTest {

  @Test
  void keepsWhatWasChosenButNoTimesAndNoPlaces() {
    String cookie =
        LastChoice.cookie(Map.of("q", "a&b=c; d", "from", "2026-01-31T12:00:00Z", "cursor", "7"));

    assertThat(cookie).startsWith("system-logs=q=a%26b%3Dc%3B+d;").contains("HttpOnly");
    String value = cookie.substring("system-logs=".length(), cookie.indexOf(';'));
    assertThat(LastChoice.read(value)).containsExactly(Map.entry("q", "a&b=c; d"));
  }

  @Test
  void takesNothingForeign() {
    assertThat(LastChoice.read("x=1&cursor=2&level=%")).containsExactly(Map.entry("level", ""));
    assertThat(LastChoice.read("q=" + "x".repeat(2_000))).isEmpty();
    assertThat(LastChoice.cookie(Map.of())).contains("Max-Age=0");
  }
}
