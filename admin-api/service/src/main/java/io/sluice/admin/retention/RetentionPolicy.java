package io.sluice.admin.retention;

import io.quarkus.runtime.configuration.DurationConverter;
import io.sluice.api.ExecutionStatus;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Retention of ended executions: by the setting of their organization, else of their status, else
 * by the general one. Pure.
 */
record RetentionPolicy(
    Duration general,
    Map<ExecutionStatus, Duration> byStatus,
    Map<String, Duration> byOrganization) {

  private static final Duration LEAST = Duration.ofDays(1);
  private static final String EXECUTIONS = "sluice.retention.executions";
  private static final String BY_STATUS = "sluice.retention.by-status";
  private static final String BY_ORGANIZATION = "sluice.retention.by-organization";

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException with the setting and how to mend it
   */
  static RetentionPolicy of(
      Duration executions, Optional<String> ofStatuses, Optional<String> ofOrganizations) {
    var byStatus = new TreeMap<ExecutionStatus, Duration>();
    pairs(BY_STATUS, ofStatuses.orElse(""), RetentionPolicy::isEnded)
        .forEach((status, keep) -> byStatus.put(ExecutionStatus.valueOf(status), keep));
    return new RetentionPolicy(
        checked(EXECUTIONS, executions),
        byStatus,
        pairs(BY_ORGANIZATION, ofOrganizations.orElse(""), _ -> true));
  }

  private static boolean isEnded(String status) {
    return Stream.of(ExecutionStatus.values())
        .anyMatch(each -> each.terminal() && each.name().equals(status));
  }

  private static Map<String, Duration> pairs(String setting, String text, Predicate<String> known) {
    var pairs = new TreeMap<String, Duration>();
    for (String pair : text.isBlank() ? new String[0] : text.split(",", -1)) {
      int equals = pair.lastIndexOf('=');
      String name = equals < 1 ? "" : pair.substring(0, equals).strip();
      if (name.isEmpty() || !known.test(name)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s has the form name=duration,…, of known names; \"%s\" is not",
                setting,
                pair.strip()));
      }
      pairs.put(name, checked(setting, duration(setting, pair.substring(equals + 1))));
    }
    return pairs;
  }

  private static Duration duration(String setting, String text) {
    try {
      return DurationConverter.parseDuration(text.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          setting + ": \"" + text + "\" is no duration such as 30d", e);
    }
  }

  static Duration checked(String setting, Duration keep) {
    if (keep.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(setting + " is at least one day, such as 30d");
    }
    return keep;
  }

  /** After this time nothing is kept, whatever its status and organization. */
  Duration longest() {
    return Stream.of(
            Stream.of(general), byStatus.values().stream(), byOrganization.values().stream())
        .flatMap(each -> each)
        .max(Duration::compareTo)
        .orElse(general);
  }

  /** Before this time everything is kept. */
  Duration shortest() {
    return Stream.of(
            Stream.of(general), byStatus.values().stream(), byOrganization.values().stream())
        .flatMap(each -> each)
        .min(Duration::compareTo)
        .orElse(general);
  }

  /** True if dropping whole partitions is not enough. */
  boolean hasExceptions() {
    return !shortest().equals(longest());
  }

  /** The time for which an ended execution is kept. */
  Duration keep(ExecutionStatus status, @Nullable String organization) {
    Duration ofOrganization = organization == null ? null : byOrganization.get(organization);
    return ofOrganization == null ? byStatus.getOrDefault(status, general) : ofOrganization;
  }
}
