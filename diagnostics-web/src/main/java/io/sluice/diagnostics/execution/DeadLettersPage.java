package io.sluice.diagnostics.execution;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.BulkApi.BulkReceipt;
import io.sluice.api.BulkApi.BulkRequest;
import io.sluice.api.DeadLetterApi.DeadLetterGroup;
import io.sluice.api.ExecutionSummary;
import io.sluice.api.Page;
import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.api.AdminListsClient;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.execution.SelectedDeadLetters.Outcome;
import io.sluice.diagnostics.page.Address;
import io.sluice.diagnostics.page.ErrorView;
import io.sluice.diagnostics.page.FilteredList;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters: executions whose retries or permitted losses are used up. Runs them again or
 * discards them: one, the chosen ones, or those that match the filter.
 */
@Path(DeadLettersPage.PATH)
@ApplicationScoped
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class DeadLettersPage {

  static final String PATH = "/dead-letters";
  private static final String PAGE = "50";
  private static final List<String> KNOWN =
      List.of("workflow", "error_type", "organization", "cursor");

  private final AdminApiClient api;
  private final AdminListsClient lists;
  private final SelectedDeadLetters selected;

  DeadLettersPage(
      @RestClient AdminApiClient api,
      @RestClient AdminListsClient lists,
      SelectedDeadLetters selected) {
    this.api = api;
    this.lists = lists;
    this.selected = selected;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance deadLetters(View view);

    private Templates() {}
  }

  /**
   * The data of the page.
   *
   * @param groups dead letters by workflow, error and form of the message
   * @param next the address of the next page; null on the last one
   * @param error the reason why there is no list, or why nothing was done; null if there is none
   * @param outcome the result for the chosen ones; null before
   */
  record View(
      Address address,
      List<DeadLetterGroup> groups,
      List<ExecutionSummary> items,
      @Nullable Address next,
      @Nullable ErrorView error,
      @Nullable Outcome outcome)
      implements FilteredList {

    @Override
    public Map<String, String> labels() {
      var labels = new LinkedHashMap<String, String>();
      labels.put("workflow", "Workflow");
      labels.put("error_type", "Error");
      labels.put("organization", "Organization");
      return labels;
    }

    /** The address of the forms, with the filter. */
    public Address at(String form) {
      return first().at(PATH + "/" + form);
    }

    public Address of(DeadLetterGroup group) {
      Address workflow = Address.of(PATH).with("workflow", group.workflow());
      String error = group.errorType();
      return error == null ? workflow : workflow.with("error_type", error);
    }
  }

  @GET
  public Response list(@Context UriInfo sent) {
    return page(sent.getQueryParameters(), null, null);
  }

  /** Runs one dead letter again. */
  @POST
  @Path("{id}/requeue")
  public Response requeue(@PathParam("id") String id, @Context UriInfo sent) {
    try {
      api.requeueDeadLetter(Ids.of(id));
      return Response.seeOther(URI.create(ExecutionFilter.PATH + "/" + id + "?said=retried"))
          .build();
    } catch (ApiProblem | ProcessingException failure) {
      return page(sent.getQueryParameters(), ErrorView.of(failure), null);
    }
  }

  /** Runs the chosen dead letters again, or discards them. */
  @POST
  @Path("selected")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response selected(
      @Context UriInfo sent,
      @FormParam("id") @Nullable List<String> ids,
      @FormParam("do") @Nullable String action,
      @FormParam("reason") @Nullable String reason) {
    try {
      Outcome outcome = selected.process(ids == null ? List.of() : ids, action, reason);
      return page(sent.getQueryParameters(), outcome.error(), outcome);
    } catch (ApiProblem | ProcessingException failure) {
      return page(sent.getQueryParameters(), ErrorView.of(failure), null);
    }
  }

  /** Runs the dead letters that match the filter again, at a rate, or discards them. */
  @POST
  @Path("matching")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response matching(
      @Context UriInfo sent,
      @FormParam("do") @Nullable String action,
      @FormParam("per_second") @Nullable String perSecond,
      @FormParam("reason") @Nullable String reason) {
    Map<String, String> query = Filters.read(sent.getQueryParameters(), KNOWN);
    var filter =
        new BulkRequest.Filter(
            null,
            query.get("workflow"),
            query.get("error_type"),
            null,
            query.get("organization"),
            null,
            null,
            null,
            null,
            true);
    try {
      BulkReceipt receipt =
          api.bulk(
              new BulkRequest(
                  "discard".equals(action) ? "discard" : "retry",
                  filter,
                  Typed.optional(reason),
                  rate(perSecond)));
      return Response.seeOther(URI.create(BulkPage.PATH + "/" + receipt.bulkId())).build();
    } catch (NumberFormatException notOne) {
      var error =
          new ErrorView(422, "The rate is not readable", "It is a whole number from 1 to 1000.");
      return page(sent.getQueryParameters(), error, null);
    } catch (ApiProblem | ProcessingException failure) {
      return page(sent.getQueryParameters(), ErrorView.of(failure), null);
    }
  }

  private static @Nullable Integer rate(@Nullable String typed) {
    String plain = Typed.optional(typed);
    return plain == null ? null : Integer.valueOf(plain);
  }

  private Response page(
      MultivaluedMap<String, String> sent, @Nullable ErrorView refusal, @Nullable Outcome outcome) {
    Map<String, String> query = Filters.read(sent, KNOWN);
    Address address = new Address(PATH, query);
    var asked = new LinkedHashMap<>(query);
    asked.put("limit", PAGE);
    try {
      Page<ExecutionSummary> page = lists.deadLetters(asked);
      Address further = address.next(page.nextCursor());
      return shown(
          refusal == null ? 200 : refusal.status(),
          new View(
              address, api.deadLetterGroups().items(), page.items(), further, refusal, outcome));
    } catch (ApiProblem | ProcessingException failure) {
      ErrorView error = ErrorView.of(failure);
      return shown(error.status(), new View(address, List.of(), List.of(), null, error, outcome));
    }
  }

  private static Response shown(int status, View view) {
    return Response.status(status).entity(Templates.deadLetters(view)).build();
  }
}
