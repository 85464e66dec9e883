package io.sluice.admin.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.http.Uuids;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.ExecutionOrganizations;
import io.sluice.admin.identity.Role;
import io.sluice.admin.identity.VisibilityFilter;
import io.sluice.api.CommandApi.CommandView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Shows the result of a command. */
@Path("/api/platform/commands/{command_id}")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class CommandResource {

  private final CommandStore store;
  private final ExecutionOrganizations organizations;
  private final ObjectMapper json;
  private final Caller caller;

  CommandResource(
      CommandStore store, ExecutionOrganizations organizations, ObjectMapper json, Caller caller) {
    this.store = store;
    this.organizations = organizations;
    this.json = json;
    this.caller = caller;
  }

  /** Shows one command. */
  @Operation(summary = "Shows one command")
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public CommandView get(@PathParam("command_id") String id) {
    return Uuids.parse(id)
        .flatMap(each -> store.find(each, caller.organizations()))
        .map(this::shown)
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemType.NO_SUCH_COMMAND.problem(
                        "No command has this id. The response to the request has the id.")));
  }

  private CommandView shown(CommandView command) {
    return organizations
        .filter(caller.organizations(), VisibilityFilter.mentioned(command.detail()))
        .command(command, samples(command));
  }

  private @Nullable JsonNode samples(CommandView command) {
    try {
      return VisibilityFilter.isSamples(command) && command.detail() != null
          ? json.readTree(command.detail())
          : null;
    } catch (JsonProcessingException e) {
      // A long list is cut.
      return null;
    }
  }
}
