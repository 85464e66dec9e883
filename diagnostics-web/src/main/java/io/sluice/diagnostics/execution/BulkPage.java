package io.sluice.diagnostics.execution;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.BulkApi.BulkReceipt;
import io.sluice.api.BulkApi.BulkRequest;
import io.sluice.api.BulkApi.BulkView;
import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.page.Address;
import io.sluice.diagnostics.page.Dialogs;
import io.sluice.diagnostics.page.ErrorView;
import io.sluice.diagnostics.page.Filters;
import io.sluice.diagnostics.page.Ids;
import io.sluice.diagnostics.page.Typed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * Bulk operations on all executions that match a filter, carried out by admin-api: the
 * confirmation, the progress, the refusals and an early end.
 */
@Path(BulkPage.PATH)
@ApplicationScoped
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class BulkPage {

  static final String PATH = ExecutionFilter.PATH + "/bulk";
  private static final String NAV = "executions";

  private final AdminApiClient api;
  private final Dialogs dialogs;
  private final InstantSource clock;

  BulkPage(@RestClient AdminApiClient api, Dialogs dialogs, InstantSource clock) {
    this.api = api;
    this.dialogs = dialogs;
    this.clock = clock;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance order(Order view);

    static native TemplateInstance bulk(Progress view);

    static native TemplateInstance progress(Progress view);

    private Templates() {}
  }

  /**
   * A bulk operation that waits for confirmation.
   *
   * @param action cancel or retry
   * @param error the reason of a refusal; null before it was sent
   */
  record Order(String action, ExecutionFilter filter, String reason, @Nullable ErrorView error) {

    public boolean cancels() {
      return action.equals("cancel");
    }

    public List<Filters.Chip> chips() {
      return Filters.chips(filter.address(), ExecutionFilter.LABELS);
    }

    /** The target of the form, with the filter. */
    public Address address() {
      return filter.address().at(PATH).with("action", action);
    }
  }

  /** The progress of a bulk operation. */
  record Progress(BulkView bulk) {

    public boolean finished() {
      return bulk.finishedAt() != null;
    }

    public String live() {
      return PATH + "/" + bulk.bulkId() + "/live";
    }

    public String end() {
      return PATH + "/" + bulk.bulkId() + "/end";
    }

    /** The maximum of the progress bar; a bulk operation without executions is complete at once. */
    public long max() {
      return Math.max(1, bulk.total());
    }
  }

  @GET
  public Response ask(@QueryParam("action") @Nullable String action, @Context UriInfo address) {
    return form(200, order(action, address, "", null));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response give(
      @QueryParam("action") @Nullable String action,
      @Context UriInfo address,
      @FormParam("reason") @Nullable String reason) {
    Order order = order(action, address, Typed.text(reason), null);
    try {
      String why = order.reason().isEmpty() ? null : order.reason();
      BulkReceipt receipt =
          api.bulk(new BulkRequest(order.action(), order.filter().bulk(), why, null));
      return Response.seeOther(URI.create(PATH + "/" + receipt.bulkId())).build();
    } catch (ApiProblem | ProcessingException failure) {
      return refused(order, ErrorView.of(failure));
    } catch (IllegalArgumentException badTime) {
      return refused(
          order,
          new ErrorView(422, "The filter is not readable", String.valueOf(badTime.getMessage())));
    }
  }

  @GET
  @Path("{id}")
  public TemplateInstance show(@PathParam("id") String id) {
    return Templates.bulk(new Progress(api.bulk(Ids.of(id))));
  }

  /** Serves the fragment that the page polls. */
  @GET
  @Path("{id}/live")
  public TemplateInstance progress(@PathParam("id") String id) {
    return Templates.progress(new Progress(api.bulk(Ids.of(id))));
  }

  /** Ends a bulk operation before it is done. */
  @POST
  @Path("{id}/end")
  public Response end(@PathParam("id") String id) {
    try {
      api.endBulk(Ids.of(id));
    } catch (ApiProblem problem) {
      if (problem.status() != Response.Status.CONFLICT.getStatusCode()) {
        throw problem;
      }
      // It was done a moment before; its page says so.
    }
    return Response.seeOther(URI.create(PATH + "/" + id)).build();
  }

  private Order order(
      @Nullable String action, UriInfo address, String reason, @Nullable ErrorView error) {
    ExecutionFilter filter = ExecutionFilter.of(address.getQueryParameters(), clock.instant());
    return new Order("retry".equals(action) ? "retry" : "cancel", filter, reason, error);
  }

  private Response refused(Order order, ErrorView error) {
    return form(error.status(), new Order(order.action(), order.filter(), order.reason(), error));
  }

  private Response form(int status, Order order) {
    return dialogs.show(
        status,
        NAV,
        order.cancels() ? "Cancel many executions" : "Retry many executions",
        Templates.order(order));
  }
}
