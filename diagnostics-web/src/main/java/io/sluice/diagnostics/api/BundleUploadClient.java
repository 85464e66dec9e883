package io.sluice.diagnostics.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import io.quarkus.rest.client.reactive.jackson.ClientObjectMapper;
import io.sluice.api.BundleApi.BundleReceipt;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * REST client that passes the upload of a bundle on. It has a longer timeout than {@link
 * AdminApiClient}, because the answer comes after the whole jar. Throws {@link ApiProblem} for a
 * refusal and {@link jakarta.ws.rs.ProcessingException} when no answer comes in time.
 */
@RegisterRestClient(configKey = "bundle-upload")
@RegisterProvider(CallerTokenFilter.class)
@RegisterProvider(BrowserAddressFilter.class)
@Path("/api/bundles")
@Produces(MediaType.APPLICATION_JSON)
public interface BundleUploadClient {

  /**
   * Sends a form with a jar while it is read.
   *
   * @param contentType {@code multipart/form-data} with the boundary of the form
   * @return 201 for new bytes, 200 for a jar that was registered before
   */
  @POST
  @Consumes(MediaType.WILDCARD)
  RestResponse<BundleReceipt> upload(
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType, InputStream form);

  @ClientExceptionMapper
  static RuntimeException problem(Response answer) {
    return ApiProblem.of(answer);
  }

  @ClientObjectMapper
  static ObjectMapper json(ObjectMapper usual) {
    return ApiJson.of(usual);
  }
}
