package io.sluice.admin.execution.submit;

import io.sluice.api.SubmissionApi.SubmitRequest;

/**
 * A request that was read and is ready for a decision.
 *
 * @param inputJson the input as JSON text
 */
record Submission(SubmitRequest request, String inputJson) {}
