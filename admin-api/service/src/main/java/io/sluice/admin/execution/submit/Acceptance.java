package io.sluice.admin.execution.submit;

import io.sluice.admin.execution.ExecutionSubmitStore.KeyHolder;
import io.sluice.admin.execution.NewExecution;
import io.sluice.admin.execution.submit.SubmitTracer.SubmitSpans;
import io.sluice.admin.identity.Organizations;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.Problem;
import io.sluice.api.SubmissionApi.SubmitAnswer;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The answer to one submission. */
sealed interface Acceptance {

  record Accepted(SubmitAnswer answer) implements Acceptance {
    static Accepted as(UUID id, ExecutionStatus status) {
      return new Accepted(new SubmitAnswer(id, status));
    }
  }

  record Refused(Problem problem) implements Acceptance {}

  /** The decision on a submission, before and after its row was written. */
  sealed interface Decision {

    /** The execution is to be written. */
    record Accepted(NewExecution accepted) implements Decision {}

    /** The submission is answered without writing an execution. */
    record Answered(Acceptance answer) implements Decision {}

    /**
     * The decision after the insert.
     *
     * @param holders executions that hold the unique key, by the id of the refused one
     */
    default Decision afterInsert(Map<UUID, KeyHolder> holders, Organizations sees) {
      return switch (this) {
        case Answered _ -> this;
        case Accepted(NewExecution execution) -> {
          KeyHolder holder = holders.get(execution.id());
          if (holder == null) {
            yield this;
          }
          Problem problem = holder.conflict(execution.uniqueKey(), sees);
          yield new Answered(new Acceptance.Refused(problem));
        }
      };
    }

    /** The decision with the span of the execution that is to be written. */
    default Decision traced(SubmitSpans spans) {
      return switch (this) {
        case Answered _ -> this;
        case Accepted(NewExecution execution) ->
            new Accepted(
                execution.traced(
                    spans.begin(execution.workflow().gate().workflowName(), execution.id())));
      };
    }

    default Optional<NewExecution> execution() {
      return switch (this) {
        case Accepted(NewExecution execution) -> Optional.of(execution);
        case Answered _ -> Optional.empty();
      };
    }

    default Acceptance acceptance() {
      return switch (this) {
        case Accepted(NewExecution execution) ->
            Acceptance.Accepted.as(execution.id(), execution.status());
        case Answered(Acceptance answer) -> answer;
      };
    }
  }
}
