package io.sluice.admin.retention;

import io.sluice.admin.identity.StartRefused;
import jakarta.inject.Singleton;
import java.time.Duration;

/** The retention of each kind of record, checked when the service starts. */
@Singleton
final class Retention {

  private static final Duration MAX_BY_HOUR = Duration.ofDays(32);

  private final RetentionPolicy executions;
  private final Duration logs;
  private final Duration audit;
  private final Duration analytics;
  private final int versions;

  Retention(RetentionConfig config) {
    try {
      this.executions =
          RetentionPolicy.of(config.executions(), config.byStatus(), config.byOrganization());
      this.logs = RetentionPolicy.checked("sluice.retention.logs", config.logs());
      this.audit = RetentionPolicy.checked("sluice.retention.audit", config.audit());
      this.analytics = RetentionPolicy.checked("sluice.retention.analytics", config.analytics());
      if (config.versions() < 1) {
        throw new IllegalArgumentException("sluice.retention.versions is at least 1");
      }
      this.versions = config.versions();
    } catch (IllegalArgumentException e) {
      throw new StartRefused(String.valueOf(e.getMessage()));
    }
  }

  RetentionPolicy executions() {
    return executions;
  }

  /** Of log lines of executions. */
  Duration logs() {
    return logs;
  }

  Duration audit() {
    return audit;
  }

  /** Of sums of analytics by day. */
  Duration analytics() {
    return analytics;
  }

  /** Of sums of analytics by hour: no request reads older ones. */
  Duration analyticsByHour() {
    return analytics.compareTo(MAX_BY_HOUR) < 0 ? analytics : MAX_BY_HOUR;
  }

  /** Newest versions of a workflow that are kept whatever their age. */
  int versions() {
    return versions;
  }
}
