package io.sluice.diagnostics.worker;

import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.api.ApiProblem;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ProcessingException;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Looks up the state of a command, with the person's own permissions. */
@Singleton
class CommandLookup {

  private final AdminApiClient adminApi;

  CommandLookup(@RestClient AdminApiClient adminApi) {
    this.adminApi = adminApi;
  }

  /** Looks it up. Never throws because of admin-api. */
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
