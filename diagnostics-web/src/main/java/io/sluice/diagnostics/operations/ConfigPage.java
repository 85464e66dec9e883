package io.sluice.diagnostics.operations;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.ConfigApi.ConfigChange;
import io.sluice.api.ConfigApi.ConfigEntry;
import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.page.Dialogs;
import io.sluice.diagnostics.page.ErrorView;
import io.sluice.diagnostics.page.Typed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** The settings in the database: value, source, and a form to change it. */
@Path(ConfigPage.PATH)
@ApplicationScoped
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class ConfigPage {

  static final String PATH = "/config";

  private final AdminApiClient api;
  private final Dialogs dialogs;

  ConfigPage(@RestClient AdminApiClient api, Dialogs dialogs) {
    this.api = api;
    this.dialogs = dialogs;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance config(View view);

    static native TemplateInstance change(Change view);

    private Templates() {}
  }

  /** One setting. */
  record Row(ConfigEntry entry) {

    public boolean changed() {
      return entry.changedAt() != null;
    }
  }

  /** The data of the page. */
  record View(List<Row> rows, boolean changed) {}

  /**
   * The data of the form.
   *
   * @param typed the value as it was typed, valid or not
   */
  record Change(ConfigEntry entry, String typed, String reason, @Nullable ErrorView error) {

    public String path() {
      return PATH + "/" + entry.key();
    }
  }

  @GET
  public TemplateInstance list(@QueryParam("said") @Nullable String said) {
    List<Row> rows = api.config().items().stream().map(Row::new).toList();
    return Templates.config(new View(rows, "changed".equals(said)));
  }

  @GET
  @Path("{key}")
  public Response ask(@PathParam("key") String key) {
    ConfigEntry entry = entry(key);
    return form(200, new Change(entry, Integer.toString(entry.value()), "", null));
  }

  @POST
  @Path("{key}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response change(
      @PathParam("key") String key,
      @FormParam("value") @Nullable String value,
      @FormParam("reason") @Nullable String reason) {
    ConfigEntry entry = entry(key);
    String typed = Typed.text(value);
    String why = Typed.text(reason);
    try {
      api.changeConfig(
          entry.key(), new ConfigChange(Long.parseLong(typed), why.isEmpty() ? null : why));
      return Response.seeOther(URI.create(PATH + "?said=changed")).build();
    } catch (NumberFormatException noNumber) {
      var error =
          new ErrorView(
              422,
              "The value is not a whole number",
              "It is from " + entry.range().min() + " to " + entry.range().max() + ".");
      return form(422, new Change(entry, typed, why, error));
    } catch (ApiProblem | ProcessingException failure) {
      ErrorView error = ErrorView.of(failure);
      return form(error.status(), new Change(entry, typed, why, error));
    }
  }

  private ConfigEntry entry(String key) {
    return api.config().items().stream()
        .filter(each -> each.key().equals(key))
        .findFirst()
        .orElseThrow(NotFoundException::new);
  }

  private Response form(int status, Change view) {
    return dialogs.show(status, "config", "Change a setting", Templates.change(view));
  }
}
