package io.sluice.admin.operations;

import io.sluice.api.ConfigApi.ConfigEntry;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A setting that can be changed without a restart. */
public enum Setting {
  BREAKER_THRESHOLD(
      "stuck_circuit_breaker_threshold",
      5,
      1,
      1000,
      "Distinct stuck executions of a workflow within the window that blacklist it."),
  BREAKER_WINDOW_MINUTES(
      "stuck_circuit_breaker_window_minutes",
      60,
      1,
      10_080,
      "Minutes that a stuck execution counts for."),
  BREAKER_COUNTS_KILLED(
      "stuck_circuit_breaker_counts_killed",
      1,
      0,
      1,
      "1: an execution that ignored its cancel and was killed with its process (models process and"
          + " isolated) counts like a stuck one. 0: it does not.");

  private final String key;
  private final int defaultValue;
  private final int min;
  private final int max;
  private final String description;

  Setting(String key, int defaultValue, int min, int max, String description) {
    this.key = key;
    this.defaultValue = defaultValue;
    this.min = min;
    this.max = max;
    this.description = description;
  }

  static Optional<Setting> of(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
  }

  static String keys() {
    return Arrays.stream(values()).map(Setting::key).collect(Collectors.joining(", "));
  }

  boolean allows(long value) {
    return min <= value && value <= max;
  }

  String key() {
    return key;
  }

  int defaultValue() {
    return defaultValue;
  }

  int min() {
    return min;
  }

  int max() {
    return max;
  }

  /** Returns the setting with a value; instant and user are null for the default. */
  ConfigEntry entry(int value, @Nullable Instant changedAt, @Nullable String changedBy) {
    return new ConfigEntry(
        key,
        value,
        defaultValue,
        description,
        new ConfigEntry.Range(min, max),
        changedAt,
        changedBy);
  }
}
