package io.sluice.diagnostics.worker;

import io.sluice.diagnostics.api.AdminApi;
import io.sluice.diagnostics.api.ApiProblem;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ProcessingException;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Asks what became of an order, with the person's own rights. */
@Singleton
class Commands {

  private final AdminApi adminApi;

  Commands(@RestClient AdminApi adminApi) {
    this.adminApi = adminApi;
  }

  /** Never throws for what admin-api does or fails to do. */
  OrderView look(String worker, UUID command) {
    try {
      return OrderView.of(worker, adminApi.command(command));
    } catch (ApiProblem refused) {
      return OrderView.unknown(worker, command, refused.sentence());
    } catch (ProcessingException away) {
      return OrderView.unknown(worker, command, "admin-api does not answer. Reload the page.");
    }
  }
}
