package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Requests and responses of submissions and cancellations. */
public final class SubmissionApi {
  private SubmissionApi() {}

  /**
   * Requests an execution of a workflow.
   *
   * @param workflow name or id of the workflow
   * @param input any JSON, at most 256 KiB; absent is the same as null
   * @param timeoutSeconds whole seconds until the cancellation starts, 1 to the installation's
   *     EXECUTION_LONGEST_TIMEOUT_SECONDS; absent uses the workflow's value
   * @param priority high, normal (when absent) or low
   * @param executionModel thread, process or isolated; absent uses the workflow's model, then the
   *     worker's
   * @param runAt not before this instant, at most 366 days ahead; absent or past means now
   * @param organization organization that the execution belongs to; at most 100 characters
   * @param labels at most 20, for searches
   * @param maxRetries repetitions of a failed execution, 0 to 100; absent uses the workflow's value
   * @param uniqueKey 1 to 200 characters. While an execution of the workflow with this key has not
   *     ended, another one is refused
   */
  public record SubmitRequest(
      @NotBlank(message = "names the workflow to run: its name or its id") @Size(max = 200)
          String workflow,
      @Schema(description = "Any JSON, at most 256 KiB.") @Nullable JsonNode input,
      @Min(1) @Max(604_800) @Nullable Integer timeoutSeconds,
      @Pattern(regexp = "high|normal|low", message = "is high, normal or low")
          @Nullable String priority,
      @Pattern(regexp = "thread|process|isolated", message = "is thread, process or isolated")
          @Nullable String executionModel,
      @Nullable Instant runAt,
      @Pattern(regexp = "[A-Za-z0-9._-]{1,100}", message = "has 1 to 100 letters, digits, . _ or -")
          @Nullable String organization,
      @Size(max = 20)
          @Nullable
              Map<
                  @Pattern(
                      regexp = "[A-Za-z0-9._/-]{1,100}",
                      message = "has 1 to 100 letters, digits, . _ / or -")
                  String,
                  @Size(max = 200) @Pattern(regexp = "[^\\x00]*", message = "has no NUL character")
                  String>
              labels,
      @Min(0) @Max(100) @Nullable Integer maxRetries,
      @Pattern(
              regexp = "[^\\p{Cntrl}\\p{Cs}]{1,200}",
              message = "has 1 to 200 characters, none of them a control character")
          @Nullable String uniqueKey) {}

  /** An accepted execution: it is stored in PostgreSQL and reaches exactly one terminal status. */
  public record SubmitAnswer(UUID executionId, ExecutionStatus status) {}

  /**
   * The result of one item of a batch: an id and a status if it was accepted, a problem if it was
   * refused.
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record BatchItem(
      @Nullable UUID executionId, @Nullable ExecutionStatus status, @Nullable Problem problem) {}

  /**
   * Requests the cancellation of an execution.
   *
   * @param reason stored with the execution and in the audit
   */
  public record CancelRequest(
      @Size(max = 500, message = "has at most 500 characters")
          @Pattern(
              regexp = "[^\\x00\\p{Cs}]*",
              message = "has neither a NUL character nor half of a surrogate pair")
          @Nullable String reason) {}
}
