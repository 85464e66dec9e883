package io.sluice.diagnostics.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import io.quarkus.rest.client.reactive.jackson.ClientObjectMapper;
import io.sluice.api.ActionApi.ActionType;
import io.sluice.api.ActionApi.ActionTypeRequest;
import io.sluice.api.ActionApi.ActionView;
import io.sluice.api.BlacklistApi.BlacklistEntry;
import io.sluice.api.BlacklistApi.BlacklistRequest;
import io.sluice.api.BlacklistApi.ProbationRequest;
import io.sluice.api.BulkApi.BulkReceipt;
import io.sluice.api.BulkApi.BulkRequest;
import io.sluice.api.BulkApi.BulkView;
import io.sluice.api.BundleApi.BundleReceipt;
import io.sluice.api.BundleApi.BundleVersion;
import io.sluice.api.BundleApi.RollbackRequest;
import io.sluice.api.CommandApi.CommandReceipt;
import io.sluice.api.CommandApi.CommandView;
import io.sluice.api.CommandApi.KillRequest;
import io.sluice.api.CommandApi.RecycleRequest;
import io.sluice.api.ConfigApi.ConfigChange;
import io.sluice.api.ConfigApi.ConfigEntry;
import io.sluice.api.CouncilApi.CouncilRequest;
import io.sluice.api.CouncilApi.CouncilView;
import io.sluice.api.CouncilApi.DelegationRequest;
import io.sluice.api.CouncilApi.VoteRequest;
import io.sluice.api.DeadLetterApi.DeadLetterGroup;
import io.sluice.api.DeadLetterApi.DiscardRequest;
import io.sluice.api.DeadLetterApi.RequeueAnswer;
import io.sluice.api.DeadLetterApi.RequeueRequest;
import io.sluice.api.ExecutionDetail;
import io.sluice.api.ExecutionStatistics;
import io.sluice.api.LogPage;
import io.sluice.api.NotificationApi.NotificationPage;
import io.sluice.api.NotificationApi.NotificationView;
import io.sluice.api.Page;
import io.sluice.api.QueueView;
import io.sluice.api.StuckHistoryView;
import io.sluice.api.SubmissionApi.CancelRequest;
import io.sluice.api.SubmissionApi.SubmitAnswer;
import io.sluice.api.SubmissionApi.SubmitRequest;
import io.sluice.api.TokenApi.NewPersonalToken;
import io.sluice.api.TokenApi.PersonalToken;
import io.sluice.api.TokenApi.PersonalTokenRequest;
import io.sluice.api.UserApi.User;
import io.sluice.api.UserApi.UserChange;
import io.sluice.api.UserApi.UserRequest;
import io.sluice.api.WebhookApi.DeliveryView;
import io.sluice.api.WebhookApi.WebhookRequest;
import io.sluice.api.WebhookApi.WebhookView;
import io.sluice.api.WorkerView;
import io.sluice.api.WorkersView;
import io.sluice.api.WorkflowChange;
import io.sluice.api.WorkflowView;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/**
 * REST client for the requests of pages, sent with the signed-in person's own token. Throws {@link
 * ApiProblem} for a refusal and {@link jakarta.ws.rs.ProcessingException} when no answer comes in
 * time. Lists with filters are in {@link AdminListsClient}.
 */
@RegisterRestClient(configKey = "admin-api")
@RegisterProvider(CallerTokenFilter.class)
@RegisterProvider(BrowserAddressFilter.class)
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
public interface AdminApiClient {

  @GET
  @Path("executions/{id}")
  ExecutionDetail execution(@PathParam("id") UUID id);

  @GET
  @Path("executions/{id}/logs")
  LogPage logs(
      @PathParam("id") UUID id,
      @QueryParam("after") @Nullable String after,
      @QueryParam("level") String level,
      @QueryParam("limit") int limit);

  /** The stuck dossier as JSON, as its process or its worker wrote it. */
  @GET
  @Path("executions/{id}/dossier")
  String dossier(@PathParam("id") UUID id);

  /** The crash report as JSON, as the worker wrote it. */
  @GET
  @Path("executions/{id}/attempts/{attempt}/crash-report")
  String crashReport(@PathParam("id") UUID id, @PathParam("attempt") int attempt);

  @POST
  @Path("executions")
  SubmitAnswer submit(@HeaderParam("Idempotency-Key") String key, SubmitRequest request);

  @POST
  @Path("executions/{id}/cancel")
  SubmitAnswer cancel(@PathParam("id") UUID id, CancelRequest request);

  @POST
  @Path("executions/{id}/retry")
  SubmitAnswer retry(@PathParam("id") UUID id);

  @GET
  @Path("executions/stats")
  ExecutionStatistics statistics(
      @QueryParam("hours") int hours, @QueryParam("workflow") @Nullable String workflow);

  @POST
  @Path("executions/bulk")
  BulkReceipt bulk(BulkRequest request);

  @POST
  @Path("executions/bulk/{bulk_id}/cancel")
  BulkView endBulk(@PathParam("bulk_id") UUID id);

  @GET
  @Path("executions/bulk/{bulk_id}")
  BulkView bulk(@PathParam("bulk_id") UUID id);

  @POST
  @Path("dead-letters/{id}/requeue")
  SubmitAnswer requeueDeadLetter(@PathParam("id") UUID id);

  @POST
  @Path("dead-letters/{id}/discard")
  void discardDeadLetter(@PathParam("id") UUID id, DiscardRequest request);

  @GET
  @Path("dead-letters/groups")
  Page<DeadLetterGroup> deadLetterGroups();

  @POST
  @Path("dead-letters/requeue")
  RequeueAnswer requeueDeadLetters(RequeueRequest request);

  @GET
  @Path("workflow_actions/{id}")
  ActionView action(@PathParam("id") UUID id);

  @GET
  @Path("action_types")
  Page<ActionType> actionTypes(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") int limit);

  @PUT
  @Path("action_types/{name}")
  ActionType putActionType(@PathParam("name") String name, ActionTypeRequest request);

  @DELETE
  @Path("action_types/{name}")
  void deleteActionType(@PathParam("name") String name);

  @GET
  @Path("councils")
  Page<CouncilView> councils(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") int limit);

  @POST
  @Path("councils")
  CouncilView addCouncil(CouncilRequest request);

  @GET
  @Path("councils/{id}")
  CouncilView council(@PathParam("id") UUID id);

  @PUT
  @Path("councils/{id}")
  CouncilView replaceCouncil(@PathParam("id") UUID id, CouncilRequest request);

  @PUT
  @Path("councils/{id}/members/{member}/delegation")
  CouncilView delegate(
      @PathParam("id") UUID id, @PathParam("member") String member, DelegationRequest request);

  @DELETE
  @Path("councils/{id}/members/{member}/delegation")
  CouncilView endDelegation(@PathParam("id") UUID id, @PathParam("member") String member);

  @POST
  @Path("council/vote")
  ActionView vote(VoteRequest request);

  @GET
  @Path("workflows")
  Page<WorkflowView> workflows(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") int limit);

  @GET
  @Path("workflows/{id}")
  WorkflowView workflow(@PathParam("id") String idOrName);

  @PATCH
  @Path("workflows/{id}")
  WorkflowView changeWorkflow(@PathParam("id") UUID id, WorkflowChange change);

  @GET
  @Path("workflows/{id}/bundles")
  Page<BundleVersion> versions(@PathParam("id") UUID id, @QueryParam("limit") int limit);

  @POST
  @Path("workflows/{id}/bundles/rollback")
  BundleReceipt.Registered rollback(@PathParam("id") UUID id, RollbackRequest request);

  @GET
  @Path("users")
  Page<User> users(@QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") int limit);

  @POST
  @Path("users")
  User addUser(UserRequest request);

  @PATCH
  @Path("users/{id}")
  User changeUser(@PathParam("id") UUID id, UserChange change);

  @GET
  @Path("users/{id}/tokens")
  Page<PersonalToken> userTokens(@PathParam("id") UUID id);

  @DELETE
  @Path("users/{id}/tokens/{token_id}")
  void revokeUserToken(@PathParam("id") UUID id, @PathParam("token_id") UUID token);

  @GET
  @Path("me/tokens")
  Page<PersonalToken> tokens();

  @POST
  @Path("me/tokens")
  NewPersonalToken makeToken(PersonalTokenRequest request);

  @DELETE
  @Path("me/tokens/{id}")
  void revokeToken(@PathParam("id") UUID id);

  @GET
  @Path("platform/workers")
  WorkersView workers();

  @GET
  @Path("platform/workers/{worker_id}")
  WorkerView worker(@PathParam("worker_id") String workerId);

  @POST
  @Path("platform/workers/{worker_id}/processes/{pid}/recycle")
  CommandReceipt recycle(
      @PathParam("worker_id") String workerId, @PathParam("pid") long pid, RecycleRequest request);

  @POST
  @Path("platform/workers/{worker_id}/processes/{pid}/kill")
  CommandReceipt kill(
      @PathParam("worker_id") String workerId, @PathParam("pid") long pid, KillRequest request);

  @GET
  @Path("platform/commands/{command_id}")
  CommandView command(@PathParam("command_id") UUID id);

  @GET
  @Path("platform/queue")
  QueueView queue(@QueryParam("limit") int limit, @QueryParam("offset") int offset);

  @GET
  @Path("platform/stuck-history")
  StuckHistoryView stuckHistory(@QueryParam("hours") int hours);

  @GET
  @Path("platform/blacklist")
  Page<BlacklistEntry> blacklist(
      @QueryParam("include_removed") boolean includeRemoved,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") int limit);

  @POST
  @Path("platform/blacklist")
  BlacklistEntry addToBlacklist(BlacklistRequest request);

  @DELETE
  @Path("platform/blacklist/{workflow_id}")
  void removeFromBlacklist(
      @PathParam("workflow_id") UUID workflowId, @QueryParam("reason") String reason);

  @POST
  @Path("platform/blacklist/{workflow_id}/probation")
  BlacklistEntry probation(@PathParam("workflow_id") UUID workflowId, ProbationRequest request);

  @GET
  @Path("platform/config")
  Page<ConfigEntry> config();

  @PUT
  @Path("platform/config/{key}")
  ConfigEntry changeConfig(@PathParam("key") String key, ConfigChange change);

  @GET
  @Path("platform/notifications")
  NotificationPage notifications(
      @QueryParam("unread") boolean unread,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") int limit);

  @POST
  @Path("platform/notifications/{id}/read")
  NotificationView markRead(@PathParam("id") String id);

  @GET
  @Path("webhooks/{id}")
  WebhookView webhook(@PathParam("id") UUID id);

  @POST
  @Path("webhooks")
  WebhookView addWebhook(WebhookRequest request);

  @PUT
  @Path("webhooks/{id}")
  WebhookView changeWebhook(@PathParam("id") UUID id, WebhookRequest request);

  @DELETE
  @Path("webhooks/{id}")
  void deleteWebhook(@PathParam("id") UUID id);

  @POST
  @Path("webhooks/{id}/test")
  DeliveryView testWebhook(@PathParam("id") UUID id);

  @POST
  @Path("webhooks/{id}/deliveries/{delivery}/retry")
  DeliveryView retryDelivery(@PathParam("id") UUID id, @PathParam("delivery") String delivery);

  @ClientExceptionMapper
  static RuntimeException problem(Response answer) {
    return ApiProblem.of(answer);
  }

  @ClientObjectMapper
  static ObjectMapper json(ObjectMapper usual) {
    return ApiJson.of(usual);
  }
}
