package io.sluice.diagnostics.operations;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.AuditEntry;
import io.sluice.api.Page;
import io.sluice.diagnostics.api.AdminListsClient;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.page.Address;
import io.sluice.diagnostics.page.ErrorView;
import io.sluice.diagnostics.page.FilteredList;
import io.sluice.diagnostics.page.Filters;
import io.sluice.diagnostics.page.TypedTimes;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * The audit log for platform admins: changes with their author, before and after, and refused
 * attempts.
 */
@Path(AuditPage.PATH)
@ApplicationScoped
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class AuditPage {

  static final String PATH = "/audit";
  private static final String PAGE = "50";
  private static final List<String> KNOWN = List.of("actor", "action", "from", "to", "cursor");

  private final AdminListsClient lists;

  AuditPage(@RestClient AdminListsClient lists) {
    this.lists = lists;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance audit(View view);

    private Templates() {}
  }

  /**
   * The data of the page.
   *
   * @param error the reason why there is no list; null if there is one
   */
  record View(
      Address address, List<AuditEntry> entries, @Nullable Address next, @Nullable ErrorView error)
      implements FilteredList {

    @Override
    public Map<String, String> labels() {
      var labels = new LinkedHashMap<String, String>();
      labels.put("actor", "Who");
      labels.put("action", "What");
      labels.put("from", "From");
      labels.put("to", "To");
      return labels;
    }
  }

  @GET
  public Response list(@Context UriInfo sent) {
    Map<String, String> query = Filters.read(sent.getQueryParameters(), KNOWN);
    TypedTimes.check(query, "from", "to");
    Address address = new Address(PATH, query);
    var asked = new LinkedHashMap<>(query);
    asked.put("limit", PAGE);
    try {
      Page<AuditEntry> page = lists.audit(asked);
      Address further = address.next(page.nextCursor());
      return Response.ok(Templates.audit(new View(address, page.items(), further, null))).build();
    } catch (ApiProblem | ProcessingException failure) {
      ErrorView error = ErrorView.of(failure);
      return Response.status(error.status())
          .entity(Templates.audit(new View(address, List.of(), null, error)))
          .build();
    }
  }
}
