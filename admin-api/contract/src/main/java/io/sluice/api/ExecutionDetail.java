package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one execution.
 *
 * @param input the input as it was sent; null and {@code redacted} for who may not see payloads
 * @param result the result as the workflow returned it
 * @param dataFlag says which part of the result could not be stored as it came
 * @param waitingReason of what is PENDING: waiting_for_slot, not_in_queue_yet, exclusive (another
 *     one of its workflow holds the lock) or alive_attempt (an earlier attempt may still be alive)
 * @param runAt not before this instant
 * @param finishedAt when its last attempt ended, by the worker's clock, never after the recording
 * @param recordedAt when its end was written to PostgreSQL
 * @param deadLetteredAt when it ended with its budgets spent; absent when it did not, or was
 *     requeued
 * @param queueMs milliseconds from queued to started
 * @param durationMs milliseconds its last attempt ran
 * @param cpuMs milliseconds of processor time
 * @param rung what stopped it: flag, interrupt or closer
 * @param retries failures of the workflow itself that were repeated
 * @param losses attempts that were lost to infrastructure
 * @param attempts every delivery that started, oldest first
 * @param stuck present when it got stuck
 */
public record ExecutionDetail(
    UUID executionId,
    UUID workflowId,
    String workflowName,
    @Nullable String organization,
    ExecutionStatus status,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String waitingReason,
    @Nullable String errorType,
    @Nullable String errorMessage,
    @Nullable String errorStack,
    @JsonRawValue @Schema(implementation = Object.class) @Nullable String input,
    @JsonRawValue @Schema(implementation = Object.class) @Nullable String result,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String dataFlag,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean redacted,
    @Nullable String executionModel,
    @Nullable String workerId,
    @Nullable Long pid,
    Instant createdAt,
    @Nullable Instant runAt,
    Instant queuedAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable Instant recordedAt,
    @Nullable Instant deadLetteredAt,
    @Nullable Long queueMs,
    @Nullable Long durationMs,
    @Nullable Long cpuMs,
    @Nullable Long allocatedBytes,
    @Nullable String rung,
    int attempt,
    int losses,
    int maxRetries,
    int retries,
    String priority,
    @Nullable Integer timeoutSeconds,
    @Nullable Progress progress,
    Map<String, String> labels,
    @Nullable String uniqueKey,
    String createdBy,
    @Nullable Instant cancelRequestedAt,
    @Nullable String cancelReason,
    List<AttemptView> attempts,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable StuckView stuck) {

  /**
   * How far a running execution says it is.
   *
   * @param percent 0 to 100
   */
  public record Progress(@Nullable Double percent, @Nullable String message) {}

  /**
   * One delivery of the execution to a process.
   *
   * @param attempt counts from 1
   * @param status the status it ended with; RUNNING while it runs
   * @param finishedAt when it ended, by the worker's clock
   * @param recordedAt when its end was written to PostgreSQL
   * @param durationMs milliseconds it ran
   * @param suspicion of an attempt whose process crashed: suspected, then acquitted or convicted
   *     when a later attempt that was alone has ended; convicted at once when it was alone itself
   * @param crashReport where the report of the crash is
   */
  public record AttemptView(
      int attempt,
      long epoch,
      long claim,
      @Nullable String workerId,
      @Nullable Long pid,
      @Nullable String executionModel,
      String status,
      @Nullable String errorType,
      @Nullable String errorMessage,
      @Nullable Instant startedAt,
      @Nullable Instant finishedAt,
      @Nullable Instant recordedAt,
      @Nullable Long durationMs,
      @Nullable String suspicion,
      @Nullable String crashReport) {}

  /**
   * Why it did not stop, in short.
   *
   * @param verdict in words
   * @param topFrame the top frame outside of the JDK
   * @param stack the stack at the end of the grace period
   * @param dossier where the whole dossier is
   */
  public record StuckView(
      @Nullable String verdict,
      @Nullable String topFrame,
      @Nullable String stack,
      String dossier) {}
}
