package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests and responses of commands to workers. */
public final class CommandApi {
  private CommandApi() {}

  /**
   * Requests the end of a process, including its running executions.
   *
   * @param reason stored with the command and in the audit
   * @param expectedHealthy number of healthy executions that the sender accepts to lose; refused if
   *     the process has another number
   */
  public record KillRequest(
      @NotBlank(message = "says why healthy work may be lost")
          @Size(max = 500, message = "has at most 500 characters")
          @Pattern(
              regexp = "[^\\x00\\p{Cs}]*",
              message = "has neither a NUL character nor half of a surrogate pair")
          String reason,
      @NotNull(message = "is the number of executions of the process that are not STUCK")
          @Min(value = 0, message = "is 0 or more")
          Integer expectedHealthy) {}

  /**
   * Requests that a process hands over and drains.
   *
   * @param reason stored with the command and in the audit
   */
  public record RecycleRequest(
      @Size(max = 500, message = "has at most 500 characters")
          @Pattern(
              regexp = "[^\\x00\\p{Cs}]*",
              message = "has neither a NUL character nor half of a surrogate pair")
          @Nullable String reason) {}

  /**
   * A command that was stored and sent.
   *
   * @param commandId GET /api/platform/commands/{command_id} shows its result
   * @param status PENDING
   */
  public record CommandReceipt(UUID commandId, String status) {}

  /**
   * A command to a worker, and its result.
   *
   * @param kind CANCEL, RECYCLE, KILL or SAMPLE
   * @param status PENDING, DONE, NOOP (nothing was left to do), REJECTED or EXPIRED
   * @param detail reason of the status; for SAMPLE the stack samples, without those of executions
   *     that the caller may not see
   * @param redacted true if a part of the detail was left out
   * @param deadline a command without an answer by then is EXPIRED
   * @param answeredAt absent while it is PENDING, and if no answer came
   */
  public record CommandView(
      UUID commandId,
      String kind,
      String workerId,
      String status,
      @Nullable String detail,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean redacted,
      String requestedBy,
      Instant requestedAt,
      Instant deadline,
      @Nullable Instant answeredAt) {

    /** Returns the command with the parts of its detail that a caller may see. */
    public CommandView with(@Nullable String shown, boolean someLeftOut) {
      return new CommandView(
          commandId,
          kind,
          workerId,
          status,
          shown,
          someLeftOut ? Boolean.TRUE : null,
          requestedBy,
          requestedAt,
          deadline,
          answeredAt);
    }
  }
}
