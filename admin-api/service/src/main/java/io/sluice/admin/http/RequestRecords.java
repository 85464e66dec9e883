package io.sluice.admin.http;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.api.BlacklistRequest;
import io.sluice.api.CancelRequest;
import io.sluice.api.ConfigChange;
import io.sluice.api.KillRequest;
import io.sluice.api.ProbationRequest;
import io.sluice.api.RecycleRequest;
import io.sluice.api.RequeueRequest;
import io.sluice.api.RollbackRequest;
import io.sluice.api.SignIn;
import io.sluice.api.SubmitRequest;
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
