package io.sluice.diagnostics.analytics;

import io.sluice.diagnostics.page.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A range of time that ends now, as a choice on the page. Pure.
 *
 * @param word in the address
 */
record AnalyticsRange(String word, String label, Duration length, String bucket) {

  static final List<AnalyticsRange> ALL =
      List.of(
          new AnalyticsRange("24h", "24 hours", Duration.ofHours(23), "hour"),
          new AnalyticsRange("7d", "7 days", Duration.ofDays(7).minusHours(1), "hour"),
          new AnalyticsRange("30d", "30 days", Duration.ofDays(29), "day"),
          new AnalyticsRange("90d", "90 days", Duration.ofDays(89), "day"),
          new AnalyticsRange("1y", "1 year", Duration.ofDays(364), "day"));

  private static final String USUAL = "30d";
  private static final String RANGE = "range";

  /** A choice with its address. */
  record Choice(String label, Address address, boolean chosen) {}

  /** The choices; each keeps the filters of the address. */
  static List<Choice> choices(Address address) {
    boolean typed = isTyped(address.query());
    String chosen = address.query().getOrDefault(RANGE, USUAL);
    return ALL.stream()
        .map(
            range ->
                new Choice(
                    range.label(),
                    address
                        .without("from")
                        .without("to")
                        .without("bucket")
                        .with(RANGE, range.word()),
                    !typed && range.word().equals(chosen)))
        .toList();
  }

  private static boolean isTyped(Map<String, String> query) {
    return query.containsKey("from") || query.containsKey("to");
  }

  /**
   * The query for admin-api, of one with complete times. Typed times come before a chosen range; an
   * unknown range is the usual one.
   */
  static Map<String, String> asked(Map<String, String> query, Instant now) {
    var asked = new LinkedHashMap<>(query);
    String word = asked.remove(RANGE);
    asked.remove("saving");
    if (!isTyped(asked)) {
      AnalyticsRange range = named(word == null ? USUAL : word);
      asked.put("from", now.minus(range.length()).toString());
      asked.put("to", now.toString());
      asked.putIfAbsent("bucket", range.bucket());
    }
    return asked;
  }

  private static AnalyticsRange named(String word) {
    return ALL.stream()
        .filter(range -> range.word().equals(word))
        .findFirst()
        .orElseGet(() -> named(USUAL));
  }
}
