package io.sluice.admin.workflow;

import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Role;
import io.sluice.api.BundleApi.BundleReceipt;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** Accepts uploads of bundles. */
@Path("/api/bundles")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class BundleResource {

  private final BundleRegistrar registrar;
  private final Caller caller;

  BundleResource(BundleRegistrar registrar, Caller caller) {
    this.registrar = registrar;
    this.caller = caller;
  }

  /** Registers a jar and all workflows that it carries; the same jar again answers 200. */
  @Operation(summary = "Registers a jar and all workflows that it carries")
  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @RolesAllowed(Role.DEPLOYER_NAME)
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = BundleReceipt.class)))
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = BundleReceipt.class)))
  public Response upload(@RestForm("jar") @Nullable FileUpload jar) {
    if (jar == null) {
      throw new ProblemException(
          ProblemType.INVALID.field("jar", "is the part of the form that has the file"));
    }
    BundleRegistrar.Registration done = registrar.upload(jar.uploadedFile(), caller.name());
    return done.isNew()
        ? Response.created(URI.create("/api/workflows")).entity(done.receipt()).build()
        : Response.ok(done.receipt()).build();
  }
}
