package io.sluice.admin.execution.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts columns of an execution to the values and units of the API. */
final class ExecutionColumns {

  private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

  private ExecutionColumns() {}

  /** Milliseconds from queued to started; null if it has not started. */
  static @Nullable Long queueMs(Instant queuedAt, @Nullable Instant startedAt) {
    return startedAt == null ? null : Math.max(0, Duration.between(queuedAt, startedAt).toMillis());
  }

  static @Nullable Integer seconds(@Nullable Long millis) {
    return millis == null ? null : (int) (millis / 1000);
  }

  static Map<String, String> labels(ObjectMapper json, @Nullable String column) {
    try {
      return column == null ? Map.of() : json.readValue(column, LABELS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
