package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message of {@code /ws/executions/{id}}: first a snapshot, then deltas. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ExecutionFrame.Snapshot.class, name = "snapshot"),
  @JsonSubTypes.Type(value = ExecutionFrame.Delta.class, name = "delta"),
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface ExecutionFrame {

  /** Sequence number. The next delta has one more; after a gap the client requests a snapshot. */
  long seq();

  /**
   * The execution as GET returns it, and its latest log lines.
   *
   * @param lines at most 200, oldest first; their messages are null if the caller may not see
   *     payloads
   */
  record Snapshot(long seq, ExecutionDetail execution, List<LogPage.Line> lines)
      implements ExecutionFrame {}

  /**
   * The changes since the previous message.
   *
   * @param execution absent if only log lines are new
   * @param lines new ones, at most 200, oldest first
   * @param linesLeftOut true if more lines are new than are sent; GET its logs for all
   */
  record Delta(long seq, @Nullable State execution, List<LogPage.Line> lines, boolean linesLeftOut)
      implements ExecutionFrame {}

  /**
   * The fields that change while an execution waits and runs.
   *
   * @param attempt counts from 1
   * @param durationMs milliseconds its last attempt ran
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record State(
      ExecutionStatus status,
      @Nullable String errorType,
      @Nullable String errorMessage,
      @Nullable String executionModel,
      @Nullable String workerId,
      @Nullable Long pid,
      int attempt,
      @Nullable Instant startedAt,
      @Nullable Instant finishedAt,
      @Nullable Long durationMs,
      ExecutionDetail.@Nullable Progress progress) {

    /** Returns this state with another progress. */
    public State with(ExecutionDetail.@Nullable Progress said) {
      return new State(
          status,
          errorType,
          errorMessage,
          executionModel,
          workerId,
          pid,
          attempt,
          startedAt,
          finishedAt,
          durationMs,
          said);
    }
  }
}
