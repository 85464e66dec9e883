package io.sluice.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CutTextTest {

  private static final String PAIR = "\uD83D\uDE00";

  @ParameterizedTest
  @CsvSource({"0, ''", "1, a", "2, a", "3, a😀", "4, a😀b", "5, a😀b", "9, a😀b"})
  void theBeginningHasNoHalfOfAPair(int length, String start) {
    assertThat(CutText.start("a" + PAIR + "b", length)).isEqualTo(start);
  }

  @ParameterizedTest
  @CsvSource({"0, ''", "1, b", "2, b", "3, 😀b", "4, a😀b", "9, a😀b"})
  void theEndHasNoHalfOfAPair(int length, String end) {
    assertThat(CutText.end("a" + PAIR + "b", length)).isEqualTo(end);
  }

  @Test
  void anEllipsisSaysThatSomethingIsMissing() {
    assertThat(CutText.of("a" + PAIR, 2)).isEqualTo("a…");
    assertThat(CutText.of("a" + PAIR, 3)).isEqualTo("a" + PAIR);
  }
}
