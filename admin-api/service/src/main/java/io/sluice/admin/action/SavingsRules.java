package io.sluice.admin.action;

import io.sluice.api.ChatApi.CalculatorInputs;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Calculates what an action is expected to save: the hours that its tasks take now, and what they
 * cost. A year has 52 weeks, a month a twelfth of it. Pure.
 */
public final class SavingsRules {

  private static final BigDecimal MINUTES_OF_AN_HOUR = BigDecimal.valueOf(60);
  private static final BigDecimal WEEKS_OF_A_YEAR = BigDecimal.valueOf(52);
  private static final BigDecimal MONTHS_OF_A_YEAR = BigDecimal.valueOf(12);

  private SavingsRules() {}

  /** Returns the amounts by name. */
  public static Map<String, BigDecimal> savings(CalculatorInputs inputs) {
    BigDecimal hours =
        inputs
            .tasksPerWeek()
            .multiply(inputs.timePerTaskMinutes())
            .divide(MINUTES_OF_AN_HOUR, MathContext.DECIMAL64);
    BigDecimal week = hours.multiply(inputs.hourlyWage());
    BigDecimal year = week.multiply(WEEKS_OF_A_YEAR);
    var savings = new LinkedHashMap<String, BigDecimal>();
    savings.put("hours_per_week", rounded(hours));
    savings.put("weekly_savings", rounded(week));
    savings.put("monthly_savings", rounded(year.divide(MONTHS_OF_A_YEAR, MathContext.DECIMAL64)));
    savings.put("yearly_savings", rounded(year));
    return savings;
  }

  private static BigDecimal rounded(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_EVEN);
  }
}
