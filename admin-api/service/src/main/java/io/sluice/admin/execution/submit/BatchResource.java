package io.sluice.admin.execution.submit;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.admin.execution.submit.BatchReader.Batch;
import io.sluice.admin.execution.submit.SubmissionService.Submitter;
import io.sluice.admin.http.JsonText;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Role;
import io.sluice.api.SubmissionApi.BatchItem;
import io.sluice.api.SubmissionApi.SubmitRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Submits up to 1 000 executions at once. */
@Path("/api/executions/batch")
@RunOnVirtualThread
class BatchResource {

  static final String NDJSON = "application/x-ndjson";

  private final SubmissionService acceptor;
  private final BatchReader reader;
  private final ObjectMapper json;
  private final Caller caller;

  BatchResource(SubmissionService acceptor, BatchReader reader, ObjectMapper json, Caller caller) {
    this.acceptor = acceptor;
    this.reader = reader;
    this.json = json;
    this.caller = caller;
  }

  /** Accepts each item by itself; the answer has one for each, in order and in the same form. */
  @Operation(
      summary =
          "Accepts each item by itself; the answer has one for each, in order and in the same form")
  @POST
  @Consumes({MediaType.APPLICATION_JSON, NDJSON})
  @Produces({MediaType.APPLICATION_JSON, NDJSON})
  @RolesAllowed(Role.OPERATOR_NAME)
  @RequestBody(
      content =
          @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = SubmitRequest.class)))
  @APIResponse(
      responseCode = "202",
      content =
          @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = BatchItem.class)))
  public Response submit(byte[] body, @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType) {
    boolean lines = contentType.startsWith(NDJSON);
    Batch batch = lines ? reader.lines(body) : reader.array(body);
    var submitter = new Submitter(caller.name(), caller.organizations());
    List<BatchItem> items = batch.answers(acceptor.accept(batch.submissions(), submitter));
    return lines
        ? Response.accepted(lines(items)).type(NDJSON).build()
        : Response.accepted(items).type(MediaType.APPLICATION_JSON).build();
  }

  private String lines(List<BatchItem> items) {
    var lines = new StringBuilder();
    for (BatchItem item : items) {
      lines.append(JsonText.of(json, item)).append('\n');
    }
    return lines.toString();
  }
}
