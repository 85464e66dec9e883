package io.sluice.admin.analytics;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fact that is not counted yet.
 *
 * @param count more than one for what was counted before
 * @param times how long it took; the durations of a fact that was counted before are unknown
 */
record AnalyticsFact(
    Instant at,
    AnalyticsCell.Subject subject,
    String kind,
    String detail,
    long count,
    @Nullable BigDecimal amount,
    Times times) {

  /** Durations in milliseconds; absent if they are not known. */
  record Times(@Nullable Long waitedMs, @Nullable Long tookMs) {}
}
