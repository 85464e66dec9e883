package io.sluice.samples;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;

/**
 * Summary of one column.
 *
 * @param empty number of empty fields; they count in no other number
 * @param numeric true if all other fields are numbers; then min and max compare as numbers
 * @param min the least value, absent if there is none
 * @param distinct number of different values, counted up to 10000
 */
public record ColumnSummary(
    String name, long empty, boolean numeric, String min, String max, int distinct) {
  private static final int MAX_DISTINCT = 10_000;
  private static final int MAX_NUMBER = 40;

  /** Column that is being summarised. */
  static final class Counting {
    private final String name;
    private final Set<String> distinct = new HashSet<>();
    private long empty;
    private boolean numeric = true;
    private BigDecimal least;
    private BigDecimal greatest;
    private String first;
    private String last;

    Counting(String name) {
      this.name = name;
    }

    void add(String value) {
      if (value.isEmpty()) {
        empty++;
        return;
      }
      if (distinct.size() < MAX_DISTINCT) {
        distinct.add(value);
      }
      first = first == null || value.compareTo(first) < 0 ? value : first;
      last = last == null || value.compareTo(last) > 0 ? value : last;
      if (numeric) {
        addNumber(number(value));
      }
    }

    private void addNumber(BigDecimal number) {
      numeric = number != null;
      if (numeric) {
        least = least == null ? number : least.min(number);
        greatest = greatest == null ? number : greatest.max(number);
      }
    }

    private static BigDecimal number(String value) {
      try {
        return value.length() > MAX_NUMBER ? null : new BigDecimal(value.strip());
      } catch (NumberFormatException _) {
        return null;
      }
    }

    ColumnSummary summary() {
      boolean numbers = numeric && least != null;
      return new ColumnSummary(
          name,
          empty,
          numbers,
          numbers ? least.toString() : first,
          numbers ? greatest.toString() : last,
          distinct.size());
    }
  }
}
