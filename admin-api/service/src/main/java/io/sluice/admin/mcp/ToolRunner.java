package io.sluice.admin.mcp;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.ForbiddenException;
import io.sluice.admin.http.JsonText;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemMappers;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.ForbiddenMapper;
import io.sluice.admin.identity.Role;
import io.sluice.api.Problem;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Runs a tool for the caller of the present request. Refusals and failures are results with {@code
 * isError} and the problem of the API; nothing is thrown. A refused change is in the audit.
 */
@Singleton
final class ToolRunner {

  private static final int TOO_MANY_REQUESTS = 429;

  private final McpConfig config;
  private final Caller caller;
  private final ForbiddenMapper refusals;
  private final ObjectMapper json;

  ToolRunner(McpConfig config, Caller caller, ForbiddenMapper refusals, ObjectMapper json) {
    this.config = config;
    this.caller = caller;
    this.refusals = refusals;
    this.json = json;
  }

  /**
   * A refusal.
   *
   * @param retryAfterSeconds set if the caller has to wait
   */
  @RegisterForReflection
  record Refusal(
      @JsonUnwrapped Problem problem,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long retryAfterSeconds) {}

  /** Returns true if the caller may use tools that change something. */
  boolean mayChange() {
    return config.writes() && caller.has(Role.AGENT);
  }

  CallToolResult run(McpTool tool, byte[] arguments) {
    try {
      return answered(tool, arguments);
    } catch (ProblemException e) {
      return refused(ProblemMappers.problemOf(e), seconds(e));
    } catch (RuntimeException e) {
      return refused(ProblemMappers.problemOf(e), null);
    }
  }

  private CallToolResult answered(McpTool tool, byte[] arguments) {
    try {
      if (tool.changes() && !mayChange()) {
        throw new ForbiddenException();
      }
      return result(tool.call().apply(arguments));
    } catch (ForbiddenException e) {
      Problem problem = refusals.refused(e, caller.principal(), "POST /mcp " + tool.name());
      return refused(
          config.writes()
              ? problem
              : ProblemType.FORBIDDEN.problem(
                  "Tools change nothing here. An administrator may allow it: SLUICE_MCP_WRITES."),
          null);
    }
  }

  private static @Nullable Long seconds(ProblemException e) {
    return e.problem().status() == TOO_MANY_REQUESTS
        ? Math.max(1, e.retryAfter().plusMillis(999).toSeconds())
        : null;
  }

  private CallToolResult refused(Problem problem, @Nullable Long retryAfterSeconds) {
    String text = JsonText.of(json.writer(), new Refusal(problem, retryAfterSeconds));
    return CallToolResult.builder()
        .addTextContent(problem.detail())
        .structuredContent(new RawValue(text))
        .isError(true)
        .build();
  }

  private CallToolResult result(Object value) {
    String text = JsonText.of(json.writer(), value);
    return CallToolResult.builder()
        .addTextContent(text)
        .structuredContent(new RawValue(text))
        .build();
  }
}
