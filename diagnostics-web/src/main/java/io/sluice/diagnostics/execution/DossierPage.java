package io.sluice.diagnostics.execution;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.ExecutionDetail;
import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.page.Ids;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The stuck dossier of one execution: the evidence of why it did not stop. */
@Path("/executions/{id}")
@ApplicationScoped
@RunOnVirtualThread
class DossierPage {

  private final AdminApiClient api;

  DossierPage(@RestClient AdminApiClient api) {
    this.api = api;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance dossier(View view);

    private Templates() {}
  }

  /** The data of the dossier page. */
  record View(ExecutionDetail e, DossierView dossier, String text) {

    public String path() {
      return "/executions/" + e.executionId();
    }
  }

  @GET
  @Path("dossier")
  @Produces(MediaType.TEXT_HTML)
  public TemplateInstance show(@PathParam("id") String id) {
    UUID execution = Ids.of(id);
    DossierView dossier = DossierReader.read(api.dossier(execution));
    return Templates.dossier(new View(api.execution(execution), dossier, dossier.plain()));
  }

  @GET
  @Path("dossier.txt")
  public Response file(@PathParam("id") String id) {
    UUID execution = Ids.of(id);
    return Response.ok(
            DossierReader.read(api.dossier(execution)).plain(), "text/plain;charset=utf-8")
        .header("Content-Disposition", "attachment; filename=\"" + execution + "-dossier.txt\"")
        .build();
  }
}
