package io.sluice.diagnostics.execution;

import io.sluice.api.ExecutionDetail;
import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.api.TextSanitizer;
import io.sluice.diagnostics.page.Ids;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * Downloads texts of an execution as files: plain text that a browser never renders
 * (docs/security.md).
 */
@Path(ExecutionFilter.PATH + "/{id}")
@ApplicationScoped
@RunOnVirtualThread
class Downloads {

  private static final String TEXT = "text/plain;charset=utf-8";

  private final AdminApiClient api;
  private final LogReader logs;

  Downloads(@RestClient AdminApiClient api, LogReader logs) {
    this.api = api;
    this.logs = logs;
  }

  @GET
  @Path("log.txt")
  public Response log(@PathParam("id") String id, @QueryParam("level") @Nullable String level) {
    UUID execution = Ids.of(id);
    return file(execution + "-log.txt", logs.text(execution, LogReader.level(level)));
  }

  @GET
  @Path("input.txt")
  public Response input(@PathParam("id") String id) {
    ExecutionDetail detail = api.execution(Ids.of(id));
    return file(detail.executionId() + "-input.txt", detail.input());
  }

  @GET
  @Path("result.txt")
  public Response result(@PathParam("id") String id) {
    ExecutionDetail detail = api.execution(Ids.of(id));
    return file(detail.executionId() + "-result.txt", detail.result());
  }

  /** The crash report, as the worker wrote it. */
  @GET
  @Path("attempts/{attempt}/crash-report.txt")
  public Response crashReport(@PathParam("id") String id, @PathParam("attempt") int attempt) {
    UUID execution = Ids.of(id);
    return file(
        execution + "-crash-" + attempt + ".txt",
        TextSanitizer.text(api.crashReport(execution, attempt)));
  }

  private static Response file(String name, @Nullable String text) {
    if (text == null) {
      throw new NotFoundException();
    }
    return Response.ok(text, TEXT)
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .build();
  }
}
