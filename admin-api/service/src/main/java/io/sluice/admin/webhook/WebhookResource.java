package io.sluice.admin.webhook;

import io.sluice.admin.http.QueryParams;
import io.sluice.admin.http.RequestReader;
import io.sluice.admin.http.Uuids;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Role;
import io.sluice.api.Page;
import io.sluice.api.WebhookApi.DeliveryView;
import io.sluice.api.WebhookApi.WebhookRequest;
import io.sluice.api.WebhookApi.WebhookView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Lists, makes, changes and tests webhooks, and shows their deliveries. */
@Path("/api/webhooks")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.PLATFORM_ADMIN_NAME)
class WebhookResource {

  private static final Set<String> STATES =
      Set.of(DeliveryStore.PENDING, DeliveryStore.DELIVERED, DeliveryStore.DEAD);

  private final Webhooks webhooks;
  private final WebhookDeliveries deliveries;
  private final RequestReader requests;
  private final Caller caller;

  WebhookResource(
      Webhooks webhooks, WebhookDeliveries deliveries, RequestReader requests, Caller caller) {
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.requests = requests;
    this.caller = caller;
  }

  /** Lists webhooks by name. */
  @Operation(summary = "Lists webhooks by name")
  @GET
  public Page<WebhookView> list(
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    String after = QueryParams.plain("cursor", cursor);
    return webhooks.page(
        after == null ? "" : after, QueryParams.pageSize(limit), caller.principal());
  }

  /** Shows a webhook with its latest delivery. */
  @Operation(summary = "Shows a webhook with its latest delivery")
  @GET
  @Path("{id}")
  public WebhookView show(@PathParam("id") String id) {
    return webhooks.view(webhook(id), caller.principal());
  }

  /** Makes a webhook. */
  @Operation(summary = "Makes a webhook")
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RequestBody(content = @Content(schema = @Schema(implementation = WebhookRequest.class)))
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = WebhookView.class)))
  public Response add(byte[] body) {
    WebhookView webhook =
        webhooks.add(requests.read(body, WebhookRequest.class), caller.principal());
    return Response.created(URI.create("/api/webhooks/" + webhook.id())).entity(webhook).build();
  }

  /** Replaces address, kinds, secret and state of a webhook. */
  @Operation(summary = "Replaces address, kinds, secret and state of a webhook")
  @PUT
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RequestBody(content = @Content(schema = @Schema(implementation = WebhookRequest.class)))
  public WebhookView replace(@PathParam("id") String id, byte[] body) {
    return webhooks.replace(
        webhook(id), requests.read(body, WebhookRequest.class), caller.principal());
  }

  /** Deletes a webhook; what waits for it is never sent. */
  @Operation(summary = "Deletes a webhook; what waits for it is never sent")
  @DELETE
  @Path("{id}")
  @APIResponse(responseCode = "204", description = "It is deleted.")
  public void delete(@PathParam("id") String id) {
    webhooks.delete(webhook(id), caller.principal());
  }

  /** Lists deliveries of a webhook, the latest first. */
  @Operation(summary = "Lists deliveries of a webhook, the latest first")
  @GET
  @Path("{id}/deliveries")
  public Page<DeliveryView> deliveries(
      @PathParam("id") String id,
      @QueryParam("state") @Nullable String state,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    if (state != null && !STATES.contains(state)) {
      throw QueryParams.refused("state", "is PENDING, DELIVERED or DEAD");
    }
    Long before = QueryParams.cursor(cursor, Long::valueOf);
    return deliveries.page(
        webhook(id),
        state,
        Objects.requireNonNullElse(before, Long.MAX_VALUE),
        QueryParams.pageSize(limit),
        caller.principal());
  }

  /** Sends a dead delivery again. */
  @Operation(summary = "Sends a dead delivery again")
  @POST
  @Path("{id}/deliveries/{delivery}/retry")
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = DeliveryView.class)))
  public Response retry(@PathParam("id") String id, @PathParam("delivery") String delivery) {
    return Response.accepted(deliveries.retry(webhook(id), sequence(delivery), caller.principal()))
        .build();
  }

  /** Sends a test event to a webhook. */
  @Operation(summary = "Sends a test event to a webhook")
  @POST
  @Path("{id}/test")
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = DeliveryView.class)))
  public Response test(@PathParam("id") String id) {
    return Response.accepted(deliveries.test(webhook(id), caller.principal())).build();
  }

  private static UUID webhook(String id) {
    return Uuids.parse(id).orElseThrow(() -> Webhooks.unknown(id));
  }

  private static long sequence(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw WebhookDeliveries.noDelivery(text);
    }
  }
}
