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
 * An execution with its attempts, input and result.
 *
 * @param input the input as it was sent; null together with {@code redacted} if the caller may not
 *     see payloads
 * @param result the result as the workflow returned it
 * @param dataFlag names the part of the result that could not be stored unchanged
 * @param waitingReason set for PENDING: waiting_for_slot, not_in_queue_yet, exclusive (another
 *     execution of the workflow holds the lock) or alive_attempt (an earlier attempt may still be
 *     running)
 * @param runAt not before this instant
 * @param finishedAt end of the last attempt by the worker's clock; never after recordedAt
 * @param recordedAt when its end was written to PostgreSQL
 * @param deadLetteredAt time of the end with spent retry budgets; absent if that did not happen, or
 *     after a requeue
 * @param queueMs milliseconds from queued to started
 * @param durationMs milliseconds that the last attempt ran
 * @param cpuMs milliseconds of processor time
 * @param rung step of the cancel ladder that stopped it: flag, interrupt or closer; kill if it
 *     ignored them and was killed together with its process
 * @param retries repetitions after a failure of the workflow itself
 * @param losses attempts lost to infrastructure
 * @param traceId trace of the execution, 32 hexadecimal digits; absent if it is not traced
 * @param attempts every delivery that was started, oldest first
 * @param stuck present if an attempt got stuck
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
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String traceId,
    List<AttemptView> attempts,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable StuckView stuck) {

  /**
   * Progress that a running execution reports.
   *
   * @param percent 0 to 100
   */
  public record Progress(@Nullable Double percent, @Nullable String message) {}

  /**
   * A delivery of the execution to a process.
   *
   * @param attempt counts from 1
   * @param status final status of the attempt; RUNNING while it runs
   * @param finishedAt end of the attempt by the worker's clock
   * @param recordedAt when its end was written to PostgreSQL
   * @param durationMs milliseconds that the attempt ran
   * @param suspicion set for an attempt whose process crashed: suspected, then acquitted or
   *     convicted when a later attempt with a process of its own has ended; convicted at once if
   *     this attempt had a process of its own
   * @param crashReport path of the crash report
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
   * Summary of a stuck attempt.
   *
   * @param verdict cause in words
   * @param topFrame top frame outside the JDK
   * @param stack stack at the end of the grace period
   * @param dossier path of the complete dossier
   */
  public record StuckView(
      @Nullable String verdict,
      @Nullable String topFrame,
      @Nullable String stack,
      String dossier) {}
}
