package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.api.ActionApi.ActionType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Requests and responses of agents that ask for actions. */
public final class ChatApi {
  private ChatApi() {}

  /**
   * A message of an agent.
   *
   * @param agentId the agent
   * @param message what the agent says, for people; at most 4000 characters, and not stored
   * @param mode {@code execute} asks for an action; any other mode answers what can be asked for
   * @param context the action that is asked for; required in mode execute
   */
  public record ChatRequest(
      @NotNull(message = "names the agent")
          @Pattern(
              regexp = "[A-Za-z0-9._@-]{1,100}",
              message = "has 1 to 100 letters, digits, . _ @ or -")
          String agentId,
      @Size(max = 4000, message = "has at most 4000 characters")
          @Pattern(regexp = "[^\\x00\\p{Cs}]*", message = "has no NUL character")
          @Nullable String message,
      @NotNull(message = "is execute to ask for an action, or another word to see what there is")
          @Pattern(
              regexp = "[a-z][a-z0-9_-]{0,29}",
              message = "is execute to ask for an action, or another word to see what there is")
          String mode,
      @Valid @Nullable ChatContext context) {}

  /**
   * The action that an agent asks for.
   *
   * @param workflowType name of an action type, or of a workflow
   * @param calculatorInputs from which the savings are calculated; absent gives none
   * @param workflowInputs input of the execution; any JSON
   * @param organization organization that the action belongs to
   */
  public record ChatContext(
      @NotNull(message = "names the type of the action: a type or a workflow") @Size(max = 100)
          String workflowType,
      @Valid @Nullable CalculatorInputs calculatorInputs,
      @Schema(description = "Any JSON, at most 256 KiB.") @Nullable JsonNode workflowInputs,
      @Pattern(regexp = "[A-Za-z0-9._-]{1,100}", message = "has 1 to 100 letters, digits, . _ or -")
          @Nullable String organization) {}

  /** Numbers from which the savings of an action are calculated (docs/actions.md). */
  public record CalculatorInputs(
      @NotNull(message = "is how often the task is done in a week")
          @DecimalMin("0")
          @DecimalMax("1000000")
          @Digits(integer = 7, fraction = 6, message = "has at most 6 digits after the point")
          BigDecimal tasksPerWeek,
      @NotNull(message = "is how many minutes one task takes")
          @DecimalMin("0")
          @DecimalMax("1000000")
          @Digits(integer = 7, fraction = 6, message = "has at most 6 digits after the point")
          BigDecimal timePerTaskMinutes,
      @NotNull(message = "is what an hour costs")
          @DecimalMin("0")
          @DecimalMax("1000000")
          @Digits(integer = 7, fraction = 6, message = "has at most 6 digits after the point")
          BigDecimal hourlyWage) {}

  /**
   * The answer to an agent.
   *
   * @param actionId the action; absent if none was asked for
   * @param status its status
   * @param calculatedSavings what it is expected to save; null without calculator inputs
   * @param types what can be asked for; absent in mode execute
   */
  public record ChatAnswer(
      String message,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID actionId,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ExecutionStatus status,
      @Nullable Map<String, BigDecimal> calculatedSavings,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<ActionType> types) {}
}
