package io.sluice.diagnostics.operations;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.sluice.api.Page;
import io.sluice.api.TokenApi.PersonalToken;
import io.sluice.api.UserApi.User;
import io.sluice.api.UserApi.UserChange;
import io.sluice.api.UserApi.UserRequest;
import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.page.Address;
import io.sluice.diagnostics.page.ErrorView;
import io.sluice.diagnostics.page.Ids;
import io.sluice.diagnostics.page.Typed;
import io.sluice.diagnostics.session.Person;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
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
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Built-in users: adds and changes them, and revokes their personal access tokens. */
@Path(UsersPage.PATH)
@ApplicationScoped
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class UsersPage {

  static final String PATH = "/users";
  private static final int PAGE = 50;

  private final AdminApiClient api;

  UsersPage(@RestClient AdminApiClient api) {
    this.api = api;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance users(View view);

    static native TemplateInstance tokens(TokensView view);

    private Templates() {}
  }

  /** The typed values of a user. The password is never shown again. */
  record Form(
      @FormParam("username") @Nullable String username,
      @FormParam("password") @Nullable String password,
      @FormParam("role") @Nullable String role,
      @FormParam("organizations") @Nullable String organizations,
      @FormParam("enabled") @Nullable String enabled) {

    static final Form EMPTY = new Form("", null, "viewer", "", null);

    private @Nullable List<String> organizationList() {
      List<String> named = Typed.names(organizations);
      return named.isEmpty() ? null : named;
    }

    private @Nullable String newPassword() {
      return password == null || password.isEmpty() ? null : password;
    }

    /** Omits the password, which must not appear in a log. */
    @Override
    public String toString() {
      return "Form[username=" + username + "]";
    }
  }

  /**
   * The data of the page.
   *
   * @param form what was typed before a refusal
   * @param error why nothing was changed; null if nothing was refused
   */
  record View(
      List<User> items,
      @Nullable Address next,
      boolean furtherOn,
      List<String> roles,
      Form form,
      boolean saved,
      @Nullable ErrorView error) {}

  /** The tokens of one user. */
  record TokensView(UUID userId, List<PersonalToken> items) {

    public String path() {
      return PATH + "/" + userId + "/tokens";
    }
  }

  @GET
  public Response list(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("said") @Nullable String said) {
    return page(cursor, Form.EMPTY, "saved".equals(said), null);
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response add(@BeanParam Form form) {
    return saved(
        form,
        () ->
            api.addUser(
                new UserRequest(
                    Typed.text(form.username()),
                    form.newPassword() == null ? "" : form.newPassword(),
                    form.role() == null ? "" : form.role(),
                    form.organizationList())));
  }

  @POST
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response change(@PathParam("id") String id, @BeanParam Form form) {
    var change =
        new UserChange(
            form.role(),
            form.organizationList(),
            "true".equals(form.enabled()),
            form.newPassword());
    return saved(Form.EMPTY, () -> api.changeUser(Ids.of(id), change));
  }

  @GET
  @Path("{id}/tokens")
  public TemplateInstance tokens(@PathParam("id") String id) {
    return Templates.tokens(new TokensView(Ids.of(id), api.userTokens(Ids.of(id)).items()));
  }

  @POST
  @Path("{id}/tokens/{token}/revoke")
  public Response revoke(@PathParam("id") String id, @PathParam("token") String token) {
    api.revokeUserToken(Ids.of(id), Ids.of(token));
    return Response.seeOther(URI.create(PATH + "/" + Ids.of(id) + "/tokens")).build();
  }

  private Response saved(Form form, Supplier<User> change) {
    try {
      User _ = change.get();
      return Response.seeOther(URI.create(PATH + "?said=saved")).build();
    } catch (ApiProblem | ProcessingException failure) {
      return page(null, form, false, ErrorView.of(failure));
    }
  }

  private Response page(
      @Nullable String cursor, Form form, boolean saved, @Nullable ErrorView error) {
    Page<User> page = api.users(cursor, PAGE);
    var view =
        new View(
            page.items(),
            Address.of(PATH).next(page.nextCursor()),
            cursor != null,
            Person.ROLES,
            form,
            saved,
            error);
    return Response.status(error == null ? 200 : error.status())
        .entity(Templates.users(view))
        .build();
  }
}
