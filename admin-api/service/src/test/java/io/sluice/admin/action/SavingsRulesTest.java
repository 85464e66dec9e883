package io.sluice.admin.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.ChatApi.CalculatorInputs;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SavingsRulesTest {

  @Test
  void tenTasksOfHalfAnHourAtFiftySaveFiveHoursAWeek() {
    assertThat(savings("10", "30", "50"))
        .isEqualTo(
            Map.of(
                "hours_per_week", new BigDecimal("5.00"),
                "weekly_savings", new BigDecimal("250.00"),
                "monthly_savings", new BigDecimal("1083.33"),
                "yearly_savings", new BigDecimal("13000.00")));
  }

  @Test
  void nothingToDoSavesNothing() {
    assertThat(savings("0", "30", "50").values())
        .allMatch(amount -> amount.compareTo(BigDecimal.ZERO) == 0);
  }

  @Test
  void partsOfAMinuteCountAndAmountsAreRoundedAtTheEnd() {
    assertThat(savings("3", "0.5", "33.33"))
        .containsEntry("hours_per_week", new BigDecimal("0.02"))
        .containsEntry("yearly_savings", new BigDecimal("43.33"));
  }

  private static Map<String, BigDecimal> savings(String tasks, String minutes, String wage) {
    return SavingsRules.savings(
        new CalculatorInputs(new BigDecimal(tasks), new BigDecimal(minutes), new BigDecimal(wage)));
  }
}
