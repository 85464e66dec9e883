package io.sluice.admin.execution.submit;

import io.sluice.admin.execution.submit.SubmissionService.Input;
import io.sluice.admin.execution.submit.SubmissionService.Submission;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.RawJson;
import io.sluice.admin.http.RequestReader;
import io.sluice.api.SubmissionApi.SubmitRequest;
import jakarta.inject.Singleton;

/** Reads one submission and keeps its input as it came. */
@Singleton
final class SubmissionReader {

  private static final String INPUT = "input";
  private static final String NO_INPUT = "null";

  private final RequestReader requests;

  SubmissionReader(RequestReader requests) {
    this.requests = requests;
  }

  /**
   * Reads a submission.
   *
   * @throws ProblemException if it is invalid
   */
  Submission read(byte[] json) {
    SubmitRequest request = requests.read(json, SubmitRequest.class);
    var input = new Input(INPUT, RawJson.field(json, INPUT).orElse(NO_INPUT));
    return new Submission(request, input, json, false);
  }
}
