package io.sluice.diagnostics.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Redirects former addresses, which notifications and bookmarks still contain. */
@Path("/")
@ApplicationScoped
class LegacyLinks {

  @GET
  @Path("logs")
  public Response logs() {
    return to("/system-logs");
  }

  @GET
  @Path("platform/diagnostics")
  public Response diagnostics(@QueryParam("tab") @Nullable String tab) {
    return to(
        switch (tab) {
          case "blacklist" -> "/blacklist";
          case "workers", "processes" -> "/workers";
          case "queue", "executions" -> "/executions";
          case "stuck", "stuck-history" -> "/stuck";
          case "logs" -> "/system-logs";
          case "config" -> "/config";
          case "notifications" -> "/notifications";
          case null, default -> "/";
        });
  }

  private static Response to(String path) {
    return Response.seeOther(URI.create(path)).build();
  }
}
