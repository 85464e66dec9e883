package io.sluice.admin.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.api.ChatApi.CalculatorInputs;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Arguments of the tools. */
final class McpArguments {

  private static final String ID = "is the id of an execution; an action has the same";
  private static final int PAGE = 50;

  private McpArguments() {}

  private static int size(@Nullable Integer limit) {
    return Objects.requireNonNullElse(limit, PAGE);
  }

  /** One page. */
  @RegisterForReflection
  record PageOf(@Nullable String cursor, @Nullable Integer limit) {
    int size() {
      return McpArguments.size(limit);
    }
  }

  /** One execution or action. */
  @RegisterForReflection
  record One(@NotNull(message = ID) String id) {}

  /** Filters of executions, as in the list of the API. */
  @RegisterForReflection
  record Find(
      @Nullable String status,
      @Nullable String workflow,
      @Nullable String errorType,
      @Nullable String organization,
      @Nullable String q,
      @Nullable String from,
      @Nullable String to,
      @Nullable String cursor,
      @Nullable Integer limit) {
    int size() {
      return McpArguments.size(limit);
    }
  }

  /** Log lines of an execution. */
  @RegisterForReflection
  record Log(
      @NotNull(message = ID) String id,
      @Nullable String level,
      @Nullable String cursor,
      @Nullable Integer limit) {
    int size() {
      return McpArguments.size(limit);
    }
  }

  /** An action that is asked for. */
  @RegisterForReflection
  record Ask(
      @NotNull(message = "names the type of the action: a type or a workflow") @Size(max = 100)
          String workflowType,
      @Pattern(
              regexp = "[A-Za-z0-9._@-]{1,100}",
              message = "has 1 to 100 letters, digits, . _ @ or -")
          @Nullable String agentId,
      @Nullable JsonNode inputs,
      @Valid @Nullable CalculatorInputs calculatorInputs,
      @Nullable UUID assignedCouncilId,
      @Pattern(regexp = "[A-Za-z0-9._-]{1,100}", message = "has 1 to 100 letters, digits, . _ or -")
          @Nullable String organization,
      @Nullable Boolean confirm) {}

  /** An execution that runs again. */
  @RegisterForReflection
  record Again(@NotNull(message = ID) String id, @Nullable Boolean confirm) {}

  /** An execution that is cancelled. */
  @RegisterForReflection
  record Cancel(
      @NotNull(message = ID) String id,
      @Size(max = 500, message = "has at most 500 characters")
          @Pattern(
              regexp = "[^\\x00\\p{Cs}]*",
              message = "has neither a NUL character nor half of a surrogate pair")
          @Nullable String reason,
      @Nullable Boolean confirm) {}
}
