package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code /ws/executions/{id}} sends: the state so far, then what changes. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ExecutionFrame.Snapshot.class, name = "snapshot"),
  @JsonSubTypes.Type(value = ExecutionFrame.Delta.class, name = "delta"),
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface ExecutionFrame {

  /** The next delta has one more; after a gap ask for a snapshot. */
  long seq();

  /**
   * The execution as GET answers it, and its latest log lines.
   *
   * @param lines at most 200, oldest first; their messages are null for who may not see payloads
   */
  record Snapshot(long seq, ExecutionDetail execution, List<LogPage.Line> lines)
      implements ExecutionFrame {}

  /**
   * What has changed since the frame before.
   *
   * @param execution absent when only lines came
   * @param lines new ones, at most 200, oldest first
   * @param linesLeftOut more lines came than are told: GET its logs for all
   */
  record Delta(long seq, @Nullable State execution, List<LogPage.Line> lines, boolean linesLeftOut)
      implements ExecutionFrame {}

  /**
   * What changes while an execution waits and runs.
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

    /** The same, this far. */
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
