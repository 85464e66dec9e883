package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Requests and responses of workflow actions and their types. */
public final class ActionApi {
  private ActionApi() {}

  /**
   * Asks for an action: an execution with a business case, which a council may have to approve.
   *
   * @param workflowTypeId name of an action type; the name of a workflow is a type without defaults
   * @param createdByAgent the agent on whose behalf the caller asks; at most 100 characters
   * @param inputs input of the execution: any JSON, at most 256 KiB; absent is the same as null
   * @param calculatedSavings amounts by name, at most 20; absent if none were calculated
   * @param assignedCouncilId the council that must approve; absent uses that of the type, if any
   * @param organization organization that the action belongs to; at most 100 characters
   */
  public record ActionRequest(
      @NotBlank(message = "names the type of the action: a type or a workflow") @Size(max = 100)
          String workflowTypeId,
      @Pattern(
              regexp = "[A-Za-z0-9._@-]{1,100}",
              message = "has 1 to 100 letters, digits, . _ @ or -")
          @Nullable String createdByAgent,
      @Schema(description = "Any JSON, at most 256 KiB.") @Nullable JsonNode inputs,
      @Size(max = 20)
          @Nullable
              Map<
                  @Pattern(
                      regexp = "[A-Za-z0-9._-]{1,100}",
                      message = "has 1 to 100 letters, digits, . _ or -")
                  String,
                  @NotNull
                  @Digits(
                      integer = 15,
                      fraction = 6,
                      message = "has at most 15 digits before the point and 6 after it")
                  BigDecimal>
              calculatedSavings,
      @Nullable UUID assignedCouncilId,
      @Pattern(regexp = "[A-Za-z0-9._-]{1,100}", message = "has 1 to 100 letters, digits, . _ or -")
          @Nullable String organization) {}

  /**
   * An action. Its id is the id of its execution, which has input, result, log and dossier.
   *
   * @param workflowTypeId the type that was asked for
   * @param createdByAgent the agent on whose behalf it was asked for
   * @param status status of its execution; AWAITING_APPROVAL until a council has decided
   * @param errorType why its execution did not succeed; ApprovalRejected if the council did not
   *     approve
   * @param calculatedSavings amounts by name, as they were asked with; null if there were none
   * @param approval the decision of the council; absent if none has to decide
   */
  public record ActionView(
      UUID id,
      String workflowTypeId,
      String workflowName,
      @Nullable String createdByAgent,
      String createdBy,
      @Nullable String organization,
      Instant createdAt,
      ExecutionStatus status,
      @Nullable String errorType,
      @Nullable String errorMessage,
      @Nullable Instant startedAt,
      @Nullable Instant finishedAt,
      @Nullable Map<String, BigDecimal> calculatedSavings,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Approval approval) {

    /**
     * The approval of an action by a council.
     *
     * @param quorum approvals that are needed
     * @param decideBy the time until which the council must decide; absent if it has no deadline
     * @param decision approved, rejected, vetoed or expired; absent until it is made
     * @param votes in the order in which they were cast; absent in lists
     */
    public record Approval(
        UUID councilId,
        String council,
        int quorum,
        @Nullable Instant decideBy,
        @Nullable String decision,
        @Nullable Instant decidedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Vote> votes) {

      /** The same with its votes. */
      public Approval with(List<Vote> cast) {
        return new Approval(councilId, council, quorum, decideBy, decision, decidedAt, cast);
      }
    }

    /**
     * A vote.
     *
     * @param member whose vote it is
     * @param voter who cast it: the member, or the delegate of an absent member
     * @param vote approve or reject
     */
    public record Vote(
        String member, String voter, String vote, @Nullable String comment, Instant castAt) {

      public static final String APPROVE = "approve";
      public static final String REJECT = "reject";
    }

    /** The same with this approval. */
    public ActionView with(Approval other) {
      return new ActionView(
          id,
          workflowTypeId,
          workflowName,
          createdByAgent,
          createdBy,
          organization,
          createdAt,
          status,
          errorType,
          errorMessage,
          startedAt,
          finishedAt,
          calculatedSavings,
          other);
    }
  }

  /**
   * Changes the status of an action. {@code CANCELLED} ends it, or cancels its execution; {@code
   * PENDING} runs an ended one again.
   *
   * @param reason stored with the execution and in the audit
   */
  public record ActionChange(
      @NotNull(message = "is CANCELLED to cancel it, or PENDING to run it again")
          @Pattern(
              regexp = "CANCELLED|PENDING",
              message = "is CANCELLED to cancel it, or PENDING to run it again")
          String status,
      @Size(max = 500, message = "has at most 500 characters")
          @Pattern(
              regexp = "[^\\x00\\p{Cs}]*",
              message = "has neither a NUL character nor half of a surrogate pair")
          @Nullable String reason) {}

  /**
   * Makes or replaces an action type.
   *
   * @param workflow name or id of the workflow that actions of the type run
   * @param councilId the council that must approve each; absent if none has to
   * @param timeoutSeconds timeout of their executions; absent uses the workflow's value
   * @param priority high, normal (when absent) or low
   * @param maxRetries repetitions of a failed execution; absent means 3
   */
  public record ActionTypeRequest(
      @NotBlank(message = "names the workflow to run: its name or its id") @Size(max = 100)
          String workflow,
      @Size(max = 500) @Pattern(regexp = "[^\\x00\\p{Cs}]*", message = "has no NUL character")
          @Nullable String description,
      @Nullable UUID councilId,
      @Min(1) @Max(604_800) @Nullable Integer timeoutSeconds,
      @Pattern(regexp = "high|normal|low", message = "is high, normal or low")
          @Nullable String priority,
      @Min(0) @Max(100) @Nullable Integer maxRetries) {}

  /** An action type. */
  public record ActionType(
      String name,
      String workflow,
      @Nullable String description,
      @Nullable UUID councilId,
      @Nullable Integer timeoutSeconds,
      @Nullable String priority,
      int maxRetries) {}
}
