package io.sluice.admin.execution.retry;

import io.sluice.admin.execution.query.ExecutionFinder;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.http.RequestReader;
import io.sluice.admin.http.Uuids;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Role;
import io.sluice.api.BulkApi.BulkReceipt;
import io.sluice.api.BulkApi.BulkRequest;
import io.sluice.api.BulkApi.BulkView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.InstantSource;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Creates bulk operations on all executions that a filter matches, and shows their progress. */
@Path("/api/executions/bulk")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class BulkResource {

  private static final int MAX_EXECUTIONS = 100_000;

  private final BulkStore store;
  private final BulkRunner runner;
  private final ExecutionFinder finder;
  private final RequestReader requests;
  private final Caller caller;
  private final InstantSource clock;

  BulkResource(
      BulkStore store,
      BulkRunner runner,
      ExecutionFinder finder,
      RequestReader requests,
      Caller caller,
      InstantSource clock) {
    this.store = store;
    this.runner = runner;
    this.finder = finder;
    this.requests = requests;
    this.caller = caller;
    this.clock = clock;
  }

  /** Cancels, runs again or discards all executions that a filter matches, at most 100 000. */
  @Operation(
      summary =
          "Cancels, runs again or discards all executions that a filter matches, at most 100 000")
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.OPERATOR_NAME)
  @RequestBody(content = @Content(schema = @Schema(implementation = BulkRequest.class)))
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = BulkReceipt.class)))
  public Response order(byte[] body) {
    BulkRules.BulkCommand command =
        BulkRules.checked(requests.read(body, BulkRequest.class), clock.instant());
    long total =
        finder.count(
            BulkRules.query(command.filter(), null, 1), caller.organizations(), MAX_EXECUTIONS + 1);
    if (total > MAX_EXECUTIONS) {
      throw new ProblemException(
          ProblemType.INVALID.field(
              "filter",
              "matches more than 100000 executions; make it narrower, for example by from"));
    }
    UUID id = UUID.randomUUID();
    store.insert(id, command, total, caller);
    runner.nudge();
    return Response.accepted(new BulkReceipt(id, total))
        .location(URI.create("/api/executions/bulk/" + id))
        .build();
  }

  /** Ends a bulk operation before it is done. */
  @Operation(
      summary = "Ends a bulk operation before it is done",
      description = "What it has already cancelled or run again stays so.")
  @POST
  @Path("{bulk_id}/cancel")
  @RolesAllowed(Role.OPERATOR_NAME)
  public BulkView cancel(@PathParam("bulk_id") String id) {
    BulkView present = show(id);
    if (!store.cancel(present.bulkId(), caller.name())) {
      throw new ProblemException(
          ProblemType.BULK_ENDED.problem("GET /api/executions/bulk/" + id + " shows its result."));
    }
    return show(id);
  }

  /** Shows the progress of a bulk operation. */
  @Operation(summary = "Shows the progress of a bulk operation")
  @GET
  @Path("{bulk_id}")
  @RolesAllowed(Role.VIEWER_NAME)
  public BulkView show(@PathParam("bulk_id") String id) {
    return Uuids.parse(id)
        .flatMap(each -> store.find(each, caller.name(), caller.organizations()))
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemType.NO_SUCH_BULK.problem("No bulk operation has the id " + id + ".")));
  }
}
