package io.sluice.diagnostics.execution;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.DeadLetterApi.RequeueAnswer;
import io.sluice.api.DeadLetterApi.RequeueRequest;
import io.sluice.api.ExecutionSummary;
import io.sluice.api.Page;
import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.api.AdminListsClient;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.page.Address;
import io.sluice.diagnostics.page.ErrorView;
import io.sluice.diagnostics.page.FilteredList;
import io.sluice.diagnostics.page.Filters;
import io.sluice.diagnostics.page.Ids;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
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
 * Dead letters: executions whose retries or permitted losses are used up. Runs one again, or those
 * that match the filter.
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

  DeadLettersPage(@RestClient AdminApiClient api, @RestClient AdminListsClient lists) {
    this.api = api;
    this.lists = lists;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance deadLetters(View view);

    private Templates() {}
  }

  /**
   * The data of the page.
   *
   * @param next the address of the next page; null on the last one
   * @param error the reason why there is no list, or why nothing was run again; null if there is
   *     none
   * @param answer what became of those that were to run again; null before
   */
  record View(
      Address address,
      List<ExecutionSummary> items,
      @Nullable Address next,
      @Nullable ErrorView error,
      @Nullable RequeueAnswer answer)
      implements FilteredList {

    @Override
    public Map<String, String> labels() {
      var labels = new LinkedHashMap<String, String>();
      labels.put("workflow", "Workflow");
      labels.put("error_type", "Error");
      labels.put("organization", "Organization");
      return labels;
    }

    /** Where the form that runs all matching ones again is sent, with the filter. */
    public Address requeue() {
      return first().at(PATH + "/requeue");
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

  /**
   * Runs the dead letters that match the filter again, at most 10 000; admin-api wants a filter.
   */
  @POST
  @Path("requeue")
  public Response requeueAll(@Context UriInfo sent) {
    Map<String, String> query = Filters.read(sent.getQueryParameters(), KNOWN);
    try {
      RequeueAnswer answer =
          api.requeueDeadLetters(
              new RequeueRequest(
                  query.get("workflow"),
                  query.get("error_type"),
                  query.get("organization"),
                  null,
                  null,
                  null,
                  null));
      return page(sent.getQueryParameters(), null, answer);
    } catch (ApiProblem | ProcessingException failure) {
      return page(sent.getQueryParameters(), ErrorView.of(failure), null);
    }
  }

  private Response page(
      MultivaluedMap<String, String> sent,
      @Nullable ErrorView refusal,
      @Nullable RequeueAnswer answer) {
    Map<String, String> query = Filters.read(sent, KNOWN);
    Address address = new Address(PATH, query);
    var asked = new LinkedHashMap<>(query);
    asked.put("limit", PAGE);
    try {
      Page<ExecutionSummary> page = lists.deadLetters(asked);
      String next = page.nextCursor();
      Address further = next == null ? null : address.with("cursor", next);
      return shown(
          refusal == null ? 200 : refusal.status(),
          new View(address, page.items(), further, refusal, answer));
    } catch (ApiProblem | ProcessingException failure) {
      ErrorView error = ErrorView.of(failure);
      return shown(error.status(), new View(address, List.of(), null, error, answer));
    }
  }

  private static Response shown(int status, View view) {
    return Response.status(status).entity(Templates.deadLetters(view)).build();
  }
}
