package io.sluice.diagnostics.worker;

import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.api.ApiProblem;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ProcessingException;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Asks what became of an order, with the person's own rights. */
@Singleton
class CommandLookup {

  private final AdminApiClient adminApi;

  CommandLookup(@RestClient AdminApiClient adminApi) {
    this.adminApi = adminApi;
  }

  /** Never throws for what admin-api does or fails to do. */
  CommandNotice look(String worker, UUID command) {
    try {
      return CommandNotice.of(worker, adminApi.command(command));
    } catch (ApiProblem refused) {
      return CommandNotice.unknown(worker, command, refused.sentence());
    } catch (ProcessingException away) {
      return CommandNotice.unknown(worker, command, "admin-api does not answer. Reload the page.");
    }
  }
}
