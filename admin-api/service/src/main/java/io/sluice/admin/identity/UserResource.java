package io.sluice.admin.identity;

import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.http.QueryParams;
import io.sluice.admin.http.RequestReader;
import io.sluice.admin.http.Uuids;
import io.sluice.api.Page;
import io.sluice.api.TokenApi.PersonalToken;
import io.sluice.api.UserApi.User;
import io.sluice.api.UserApi.UserChange;
import io.sluice.api.UserApi.UserRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Lists, adds and changes built-in users. */
@Path("/api/users")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.PLATFORM_ADMIN_NAME)
class UserResource {

  private final Users users;
  private final PersonalTokens tokens;
  private final OidcProvider provider;
  private final RequestReader requests;
  private final Caller caller;

  UserResource(
      Users users,
      PersonalTokens tokens,
      OidcProvider provider,
      RequestReader requests,
      Caller caller) {
    this.users = users;
    this.tokens = tokens;
    this.provider = provider;
    this.requests = requests;
    this.caller = caller;
  }

  /** Lists users by name. */
  @Operation(summary = "Lists users by name")
  @GET
  public Page<User> list(
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    provider.requireBuiltInUsers();
    return users.page(cursor == null ? "" : cursor.replace('\0', '?'), QueryParams.pageSize(limit));
  }

  /** Adds a user, who must change the password at the first sign-in. */
  @Operation(summary = "Adds a user, who must change the password at the first sign-in")
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RequestBody(content = @Content(schema = @Schema(implementation = UserRequest.class)))
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = User.class)))
  public Response add(byte[] body) {
    provider.requireBuiltInUsers();
    User user = users.add(requests.read(body, UserRequest.class), caller.name());
    return Response.created(URI.create("/api/users/" + user.id())).entity(user).build();
  }

  /** Changes a user. Absent fields stay unchanged. */
  @Operation(summary = "Changes a user; absent fields stay unchanged")
  @PATCH
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RequestBody(content = @Content(schema = @Schema(implementation = UserChange.class)))
  public User change(@PathParam("id") String id, byte[] body) {
    provider.requireBuiltInUsers();
    UserChange change = requests.read(body, UserChange.class);
    if (change.equals(new UserChange(null, null, null, null))) {
      throw new ProblemException(
          ProblemType.INVALID.problem(
              "The request changes nothing. Set role, organizations, enabled or password."));
    }
    return users.change(user(id), change, caller.name());
  }

  /** Lists the personal access tokens of a user, newest first; there are 50 at most. */
  @Operation(
      summary = "Lists the personal access tokens of a user, newest first; there are 50 at most")
  @GET
  @Path("{id}/tokens")
  public Page<PersonalToken> tokens(@PathParam("id") String id) {
    provider.requireBuiltInUsers();
    return new Page<>(tokens.listOf(user(id)), null);
  }

  /** Revokes a personal access token of a user. */
  @Operation(summary = "Revokes a personal access token of a user")
  @DELETE
  @Path("{id}/tokens/{token_id}")
  @APIResponse(responseCode = "204")
  public void withdrawToken(@PathParam("id") String id, @PathParam("token_id") String tokenId) {
    provider.requireBuiltInUsers();
    UUID token = Uuids.parse(tokenId).orElseThrow(() -> PersonalTokens.unknown(tokenId));
    tokens.withdraw(user(id), token, caller.name());
  }

  private static UUID user(String id) {
    return Uuids.parse(id).orElseThrow(() -> Users.unknown(id));
  }
}
