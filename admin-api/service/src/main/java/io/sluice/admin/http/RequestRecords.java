package io.sluice.admin.http;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.api.BlacklistApi.BlacklistRequest;
import io.sluice.api.BlacklistApi.ProbationRequest;
import io.sluice.api.BundleApi.RollbackRequest;
import io.sluice.api.CommandApi.KillRequest;
import io.sluice.api.CommandApi.RecycleRequest;
import io.sluice.api.ConfigApi.ConfigChange;
import io.sluice.api.DeadLetterApi.RequeueRequest;
import io.sluice.api.SignIn;
import io.sluice.api.SubmissionApi.CancelRequest;
import io.sluice.api.SubmissionApi.SubmitRequest;
import io.sluice.api.WorkflowChange;

/**
 * Registers the records of request bodies for a native image. Resources read them from bytes, so
 * their signatures do not name them.
 */
@RegisterForReflection(
    targets = {
      BlacklistRequest.class,
      CancelRequest.class,
      ConfigChange.class,
      KillRequest.class,
      ProbationRequest.class,
      RecycleRequest.class,
      RequeueRequest.class,
      RollbackRequest.class,
      SignIn.Request.class,
      SubmitRequest.class,
      WorkflowChange.class
    })
final class RequestRecords {

  private RequestRecords() {}
}
