package io.sluice.admin.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.admin.analytics.AnalyticsCell.Span;
import io.sluice.admin.analytics.AnalyticsQuery.Parameters;
import io.sluice.admin.analytics.AnalyticsQuery.Stretch;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AnalyticsQueryTest {

  @Test
  void aTimeByHourIsReadAsDaysAndTheHoursAroundThem() {
    assertThat(by("hour", "2026-03-01T22:00:00Z", "2026-03-04T01:00:00Z").inFewestCells())
        .containsExactly(
            stretch(Span.HOUR, "2026-03-01T22:00:00Z", "2026-03-02T00:00:00Z"),
            stretch(Span.DAY, "2026-03-02T00:00:00Z", "2026-03-04T00:00:00Z"),
            stretch(Span.HOUR, "2026-03-04T00:00:00Z", "2026-03-04T01:00:00Z"));
  }

  @Test
  void wholeDaysAreReadAsDaysWhateverTheBucket() {
    var days = stretch(Span.DAY, "2026-03-02T00:00:00Z", "2026-03-04T00:00:00Z");
    assertThat(by("hour", "2026-03-02T00:00:00Z", "2026-03-04T00:00:00Z").inFewestCells())
        .containsExactly(days);
    assertThat(by("day", "2026-03-02T00:00:00Z", "2026-03-04T00:00:00Z").inFewestCells())
        .containsExactly(days);
  }

  @Test
  void hoursWithoutAWholeDayAreReadAsHours() {
    assertThat(by("hour", "2026-03-01T22:00:00Z", "2026-03-02T03:00:00Z").inFewestCells())
        .containsExactly(stretch(Span.HOUR, "2026-03-01T22:00:00Z", "2026-03-02T03:00:00Z"));
    assertThat(by("hour", "2026-03-01T01:00:00Z", "2026-03-02T00:00:00Z").inFewestCells())
        .containsExactly(stretch(Span.HOUR, "2026-03-01T01:00:00Z", "2026-03-02T00:00:00Z"));
  }

  @Test
  void bucketsStayThoseOfTheRequest() {
    assertThat(by("hour", "2026-03-02T00:00:00Z", "2026-03-04T00:00:00Z").inBuckets())
        .isEqualTo(stretch(Span.HOUR, "2026-03-02T00:00:00Z", "2026-03-04T00:00:00Z"));
  }

  private static AnalyticsQuery by(String bucket, String from, String to) {
    return AnalyticsQuery.of(
        new Parameters(from, to, bucket, null, null, null, null), Instant.parse(to));
  }

  private static Stretch stretch(Span span, String from, String to) {
    return new Stretch(span, Instant.parse(from), Instant.parse(to));
  }
}
