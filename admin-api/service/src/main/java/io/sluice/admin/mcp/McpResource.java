package io.sluice.admin.mcp;

import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.http.RawJson;
import io.sluice.admin.http.RequestReader;
import io.sluice.admin.identity.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * Takes messages of the Model Context Protocol over streamable HTTP. It has no sessions and sends
 * nothing by itself: each message is a request of its own, so any replica answers it, and GET is
 * not allowed.
 */
@Path("/mcp")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class McpResource {

  private final McpMessages messages;
  private final McpHeaders rules;
  private final RequestReader requests;

  McpResource(McpMessages messages, McpHeaders rules, RequestReader requests) {
    this.messages = messages;
    this.rules = rules;
    this.requests = requests;
  }

  /** Takes a message of the Model Context Protocol. */
  @Operation(summary = "Takes a message of the Model Context Protocol (docs/agents.md)")
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.VIEWER_NAME)
  @RequestBody(content = @Content(schema = @Schema(implementation = Object.class)))
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Object.class)))
  @APIResponse(responseCode = "202", description = "A notification was taken.")
  public Response message(byte[] body, @Context HttpHeaders headers) {
    rules.checkOrigin(headers.getHeaderString("Origin"));
    McpHeaders.checkVersion(headers.getHeaderString("MCP-Protocol-Version"));
    // Refuses what is not JSON with the sentences of the API.
    Map<?, ?> _ = requests.read(body, Map.class);
    return switch (messages.read(body)) {
      case JSONRPCRequest request -> Response.ok(messages.answer(request, arguments(body))).build();
      case JSONRPCNotification _ -> Response.accepted().build();
      default ->
          throw new ProblemException(
              ProblemType.MALFORMED.problem("Nothing was asked, so send no responses."));
    };
  }

  /** The arguments of a tool as they were sent: numbers keep their digits. */
  private static byte[] arguments(byte[] body) {
    return RawJson.field(body, "params")
        .flatMap(params -> RawJson.field(bytes(params), "arguments"))
        .map(McpResource::bytes)
        .orElse(bytes("{}"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
