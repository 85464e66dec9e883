package io.sluice.admin.execution.submit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.admin.database.Sql;
import io.sluice.admin.execution.RunnableWorkflow;
import io.sluice.admin.execution.submit.SubmissionService.Input;
import io.sluice.api.Problem;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Checks inputs against the schemas of their workflows. The schema of a class in a bundle never
 * changes, so it is kept in memory; its absence is looked up again after a minute. Safe on every
 * thread.
 */
@Singleton
final class InputSchemas {

  private static final int MAX_SCHEMAS = 1_000;
  private static final Duration MAX_AGE = Duration.ofMinutes(1);

  private record Key(String bundleSha256, String entryPoint) {}

  private final Cache<Key, InputCheck> checks =
      Caffeine.newBuilder().maximumSize(MAX_SCHEMAS).expireAfterWrite(MAX_AGE).build();
  private final ObjectMapper json;

  InputSchemas(ObjectMapper json) {
    this.json = json;
  }

  /** Returns the problem, or null if the workflow accepts the input. */
  @Nullable Problem problem(Connection connection, RunnableWorkflow workflow, Input input)
      throws SQLException {
    var key = new Key(workflow.bundleSha256(), workflow.entryPoint());
    InputCheck check = checks.getIfPresent(key);
    if (check == null) {
      check = load(connection, key);
      checks.put(key, check);
    }
    return check.acceptsEverything() ? null : check.problem(input.field(), tree(input.json()));
  }

  private InputCheck load(Connection connection, Key key) throws SQLException {
    return Sql.first(
            connection,
            "SELECT schema FROM input_schema WHERE bundle_sha256 = ? AND entry_point = ?",
            row -> InputCheck.of(tree(row.getString("schema"))),
            key.bundleSha256(),
            key.entryPoint())
        .orElse(InputCheck.ANY);
  }

  /** Reads text that was JSON when it was read before. */
  private JsonNode tree(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not JSON: " + e.getOriginalMessage(), e);
    }
  }
}
