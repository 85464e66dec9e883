package io.sluice.diagnostics.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedTest {
  private static final int HOUR = 3_600;

  @Test
  void aFieldThatWasNotSentIsEmpty() {
    assertThat(Typed.text(null)).isEmpty();
    assertThat(Typed.text(" ada ")).isEqualTo("ada");
    assertThat(Typed.optional(" \n")).isNull();
    assertThat(Typed.optional(" ada ")).isEqualTo("ada");
    assertThat(Typed.optionalNumber("The quorum", " ")).isNull();
    assertThat(Typed.optionalUnits("The deadline", null, HOUR)).isNull();
  }

  @Test
  void namesStandOnLinesOrBetweenCommasEachOnce() {
    assertThat(Typed.names(" ada\nbob, cy\r\n,ada")).containsExactly("ada", "bob", "cy");
    assertThat(Typed.names(null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "two", "", "3000000000"})
  void whatIsNoWholeNumberIsRefusedAndNeverCut(String typed) {
    assertThatThrownBy(() -> Typed.number("The quorum", typed))
        .isInstanceOf(NotReadable.class)
        .hasMessage("The quorum is a whole number, not \"" + typed + "\".");
  }

  @ParameterizedTest
  @CsvSource({"1.5, 5400", "0.0194, 70", "0.0278, 100", "-1, -3600", "596523, 2147482800"})
  void unitsAreTheNearestWholeNumber(String hours, int seconds) {
    assertThat(Typed.optionalUnits("The deadline", hours, HOUR)).isEqualTo(seconds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"596524", "2000000", "1e999999999"})
  void unitsThatDoNotFitAreRefusedAndNeverWrap(String hours) {
    assertThatThrownBy(() -> Typed.optionalUnits("The deadline", hours, HOUR))
        .isInstanceOf(NotReadable.class)
        .hasMessage("The deadline is too large: \"" + hours + "\".");
  }
}
