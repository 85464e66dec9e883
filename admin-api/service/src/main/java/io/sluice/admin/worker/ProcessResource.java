package io.sluice.admin.worker;

import io.sluice.admin.http.RequestReader;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Role;
import io.sluice.api.CommandApi.CommandReceipt;
import io.sluice.api.CommandApi.KillRequest;
import io.sluice.api.CommandApi.RecycleRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Accepts commands of administrators for a process. */
@Path("/api/platform/workers/{worker_id}/processes/{pid}")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class ProcessResource {

  private final ProcessCommands commands;
  private final RequestReader requests;
  private final Caller caller;

  ProcessResource(ProcessCommands commands, RequestReader requests, Caller caller) {
    this.commands = commands;
    this.requests = requests;
    this.caller = caller;
  }

  /** Makes the process hand over and drain; its executions end normally. */
  @Operation(summary = "Makes the process hand over and drain; its executions end normally")
  @POST
  @Path("recycle")
  @RolesAllowed(Role.PLATFORM_ADMIN_NAME)
  @RequestBody(
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = RecycleRequest.class)))
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = CommandReceipt.class)))
  public Response recycle(
      @PathParam("worker_id") String workerId,
      @PathParam("pid") String pid,
      byte @Nullable [] body) {
    String reason =
        body == null || body.length == 0
            ? null
            : requests.read(body, RecycleRequest.class).reason();
    return accepted(new ProcessCommand.Recycle(reason), workerId, pid);
  }

  /** Ends the process now, with the loss of its healthy executions. */
  @Operation(summary = "Ends the process now, with the loss of its healthy executions")
  @POST
  @Path("kill")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.PLATFORM_ADMIN_NAME)
  @RequestBody(content = @Content(schema = @Schema(implementation = KillRequest.class)))
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = CommandReceipt.class)))
  public Response kill(
      @PathParam("worker_id") String workerId, @PathParam("pid") String pid, byte[] body) {
    KillRequest request = requests.read(body, KillRequest.class);
    return accepted(
        new ProcessCommand.Kill(request.reason(), request.expectedHealthy()), workerId, pid);
  }

  /** Requests stack samples of the executions in the process; the command's detail has them. */
  @Operation(
      summary =
          "Requests stack samples of the executions in the process; the command's detail has them")
  @POST
  @Path("sample")
  @RolesAllowed(Role.PLATFORM_ADMIN_NAME)
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = CommandReceipt.class)))
  public Response sample(@PathParam("worker_id") String workerId, @PathParam("pid") String pid) {
    return accepted(new ProcessCommand.Sample(), workerId, pid);
  }

  private Response accepted(ProcessCommand command, String workerId, String pid) {
    return Response.accepted(commands.submit(command, workerId, pid, caller.name())).build();
  }
}
