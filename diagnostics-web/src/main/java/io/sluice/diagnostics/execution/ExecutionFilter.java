package io.sluice.diagnostics.execution;

import io.sluice.api.BulkApi.BulkRequest;
import io.sluice.diagnostics.page.Address;
import io.sluice.diagnostics.page.Filters;
import io.sluice.diagnostics.page.TypedTimes;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The filter of the execution list, as the address has it; all filters of the API. Pure.
 *
 * @param query the parameters that have a value, by the API's names
 */
record ExecutionFilter(Map<String, String> query) {

  static final String PATH = "/executions";
  static final Map<String, String> LABELS = labels();
  private static final Duration MAX_RANGE = Duration.ofHours(24);
  private static final List<String> KNOWN =
      List.of(
          "status",
          "workflow",
          "error_type",
          "worker_id",
          "organization",
          "label",
          "from",
          "to",
          "q",
          "sort",
          "cursor");

  private static Map<String, String> labels() {
    var labels = new LinkedHashMap<String, String>();
    labels.put("status", "Status");
    labels.put("workflow", "Workflow");
    labels.put("error_type", "Error");
    labels.put("worker_id", "Worker");
    labels.put("organization", "Organization");
    labels.put("label", "Label");
    labels.put("from", "From");
    labels.put("to", "To");
    labels.put("q", "Text");
    return labels;
  }

  /**
   * Reads the filter. A list by duration without a range covers the last day, because the API
   * requires one.
   */
  static ExecutionFilter of(MultivaluedMap<String, String> sent, Instant now) {
    Map<String, String> query = Filters.read(sent, KNOWN);
    TypedTimes.check(query, "from", "to");
    if (query.containsKey("sort") && !(query.containsKey("from") && query.containsKey("to"))) {
      query.putIfAbsent("to", now.toString());
      query.putIfAbsent("from", dayBefore(query.getOrDefault("to", ""), now));
    }
    return new ExecutionFilter(query);
  }

  private static String dayBefore(String to, Instant now) {
    try {
      return Instant.parse(to).minus(MAX_RANGE).toString();
    } catch (DateTimeException unreadable) {
      return now.minus(MAX_RANGE).toString();
    }
  }

  public Address address() {
    return new Address(PATH, query);
  }

  /** The value of a parameter, or an empty text. */
  String of(String name) {
    return query.getOrDefault(name, "");
  }

  boolean filters() {
    return LABELS.keySet().stream().anyMatch(query::containsKey);
  }

  boolean byDuration() {
    return query.containsKey("sort");
  }

  /** The same filter for a bulk operation. */
  BulkRequest.Filter bulk() {
    return new BulkRequest.Filter(
        query.get("status"),
        query.get("workflow"),
        query.get("error_type"),
        query.get("worker_id"),
        query.get("organization"),
        query.get("label"),
        instant("from"),
        instant("to"),
        query.get("q"),
        null);
  }

  private @Nullable Instant instant(String name) {
    String text = query.get(name);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException unreadable) {
      throw new IllegalArgumentException(
          LABELS.get(name) + " is no time like 2026-01-31T12:00", unreadable);
    }
  }
}
