package io.sluice.diagnostics.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import io.quarkus.rest.client.reactive.jackson.ClientObjectMapper;
import io.sluice.api.ActionApi.ActionView;
import io.sluice.api.AnalyticsApi.AnalyticsView;
import io.sluice.api.AuditEntry;
import io.sluice.api.ExecutionSummary;
import io.sluice.api.Page;
import io.sluice.api.SystemLogEntry;
import io.sluice.api.WebhookApi.DeliveryView;
import io.sluice.api.WebhookApi.WebhookView;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * REST client for the lists of admin-api that have filters. A query is passed on unchanged, by the
 * parameter names of the API; an invalid parameter comes back as an {@link ApiProblem} that names
 * the field.
 */
@RegisterRestClient(configKey = "admin-api")
@RegisterProvider(CallerTokenFilter.class)
@RegisterProvider(BrowserAddressFilter.class)
@Path("/api")
public interface AdminListsClient {

  @GET
  @Path("executions")
  Page<ExecutionSummary> executions(@RestQuery Map<String, String> query);

  @GET
  @Path("dead-letters")
  Page<ExecutionSummary> deadLetters(@RestQuery Map<String, String> query);

  @GET
  @Path("workflow_actions")
  Page<ActionView> actions(@RestQuery Map<String, String> query);

  @GET
  @Path("webhooks")
  Page<WebhookView> webhooks(@RestQuery Map<String, String> query);

  @GET
  @Path("webhooks/{id}/deliveries")
  Page<DeliveryView> deliveries(@PathParam("id") UUID id, @RestQuery Map<String, String> query);

  @GET
  @Path("analytics")
  AnalyticsView analytics(@RestQuery Map<String, String> query);

  @GET
  @Path("analytics.csv")
  @Produces({"text/csv", MediaType.APPLICATION_JSON})
  String analyticsCsv(@RestQuery Map<String, String> query);

  @GET
  @Path("platform/logs")
  Page<SystemLogEntry> systemLog(@RestQuery Map<String, String> query);

  @GET
  @Path("platform/audit")
  Page<AuditEntry> audit(@RestQuery Map<String, String> query);

  @ClientExceptionMapper
  static RuntimeException problem(Response answer) {
    return ApiProblem.of(answer);
  }

  @ClientObjectMapper
  static ObjectMapper json(ObjectMapper usual) {
    return ApiJson.of(usual);
  }
}
