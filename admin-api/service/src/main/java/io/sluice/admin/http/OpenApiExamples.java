package io.sluice.admin.http;

import java.util.Map;
import java.util.Optional;

/** Examples by the name of a field or parameter. */
final class OpenApiExamples {

  private static final String EXECUTION = "019cb3a1-5c40-7abc-8def-0123456789ab";
  private static final String WORKFLOW = "3f0e8f0a-3b52-4d0e-9c61-5a4f4f7e9b10";
  private static final String TIME = "2026-03-01T12:00:00.000Z";

  private static final Map<String, Object> BY_NAME =
      Map.ofEntries(
          Map.entry("action", "cancel"),
          Map.entry("agent", "content_creator_agent"),
          Map.entry("attempt", 1),
          Map.entry("bulk_id", "7c9e6679-7425-40de-944b-e07fc1f90ae7"),
          Map.entry("claim", 1),
          Map.entry("command_id", "7c9e6679-7425-40de-944b-e07fc1f90ae7"),
          Map.entry("created_at", TIME),
          Map.entry("created_by", "alice"),
          Map.entry("created_by_agent", "content_creator_agent"),
          Map.entry("detail", "limit is from 1 to 200."),
          Map.entry("duration_ms", 1250),
          Map.entry("epoch", 1),
          Map.entry("error_message", "It ignored its cancel for 10 s."),
          Map.entry("error_type", "ExecutionStuck"),
          Map.entry("execution_id", EXECUTION),
          Map.entry("execution_model", "thread"),
          Map.entry("expected_healthy", 2),
          Map.entry("field", "limit"),
          Map.entry("finished_at", TIME),
          Map.entry("free_slots", 3),
          Map.entry("from", "2026-03-01T00:00:00.000Z"),
          Map.entry("generation", 4),
          Map.entry("hostname", "sluice-worker-0"),
          Map.entry("hours", 24),
          Map.entry("instance", "urn:uuid:7c9e6679-7425-40de-944b-e07fc1f90ae7"),
          Map.entry("label", "team:import"),
          Map.entry("level", "INFO"),
          Map.entry("limit", 50),
          Map.entry("max_retries", 3),
          Map.entry("message", "is from 1 to 200"),
          Map.entry("organization", "acme"),
          Map.entry("organization_name", "acme"),
          Map.entry("pid", 4711),
          Map.entry("priority", "normal"),
          Map.entry("q", "import"),
          Map.entry("queue_ms", 12),
          Map.entry("queued_at", TIME),
          Map.entry("recorded_at", TIME),
          Map.entry("reason", "it leaks"),
          Map.entry("run_at", TIME),
          Map.entry("slots", 4),
          Map.entry("started_at", TIME),
          Map.entry("timeout_seconds", 300),
          Map.entry("timestamp", TIME),
          Map.entry("title", "The request breaks a rule"),
          Map.entry("to", "2026-03-02T00:00:00.000Z"),
          Map.entry("total", 130),
          Map.entry("unique_key", "import-2026-03-01"),
          Map.entry("username", "alice"),
          Map.entry("version", "0.1.0"),
          Map.entry("worker_id", "sluice-worker-0-1f2e3d4c"),
          Map.entry("workflow", "import"),
          Map.entry("workflow_id", WORKFLOW),
          Map.entry("workflow_name", "import"),
          Map.entry("workflow_type_id", "website_creation"));

  private OpenApiExamples() {}

  static Optional<Object> of(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
