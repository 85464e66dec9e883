package io.sluice.diagnostics.workflow;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.ActionApi.ActionView;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.Page;
import io.sluice.diagnostics.api.AdminListsClient;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.page.Address;
import io.sluice.diagnostics.page.ErrorView;
import io.sluice.diagnostics.page.FilteredList;
import io.sluice.diagnostics.page.Filters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** The list of actions, filtered by its address. */
@Path(ActionsPage.PATH)
@ApplicationScoped
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class ActionsPage {

  static final String PATH = "/actions";
  private static final String PAGE = "50";
  private static final List<String> KNOWN = List.of("status", "type", "agent", "council", "cursor");

  private final AdminListsClient lists;

  ActionsPage(@RestClient AdminListsClient lists) {
    this.lists = lists;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance actions(View view);

    private Templates() {}
  }

  /**
   * The data of the page.
   *
   * @param next the address of the next page; null on the last one
   * @param error the reason why there is no list; null if there is one
   */
  record View(
      Address address, List<ActionView> items, @Nullable Address next, @Nullable ErrorView error)
      implements FilteredList {

    @Override
    public Map<String, String> labels() {
      var labels = new LinkedHashMap<String, String>();
      labels.put("status", "Status");
      labels.put("type", "Type");
      labels.put("agent", "Agent");
      labels.put("council", "Council");
      return labels;
    }

    public List<String> statuses() {
      return Arrays.stream(ExecutionStatus.values()).map(Enum::name).toList();
    }
  }

  @GET
  public Response list(@Context UriInfo sent) {
    Map<String, String> query = Filters.read(sent.getQueryParameters(), KNOWN);
    Address address = new Address(PATH, query);
    var asked = new LinkedHashMap<>(query);
    asked.put("limit", PAGE);
    try {
      Page<ActionView> page = lists.actions(asked);
      Address further = address.next(page.nextCursor());
      return Response.ok(Templates.actions(new View(address, page.items(), further, null))).build();
    } catch (ApiProblem | ProcessingException failure) {
      ErrorView error = ErrorView.of(failure);
      return Response.status(error.status())
          .entity(Templates.actions(new View(address, List.of(), null, error)))
          .build();
    }
  }
}
