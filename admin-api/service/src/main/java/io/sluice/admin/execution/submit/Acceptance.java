package io.sluice.admin.execution.submit;

import io.sluice.api.ExecutionStatus;
import io.sluice.api.Problem;
import io.sluice.api.SubmissionApi.SubmitAnswer;
import java.util.UUID;

/** The answer to one submission. */
public sealed interface Acceptance {

  record Accepted(SubmitAnswer answer) implements Acceptance {
    static Accepted as(UUID id, ExecutionStatus status) {
      return new Accepted(new SubmitAnswer(id, status));
    }
  }

  record Refused(Problem problem) implements Acceptance {}
}
