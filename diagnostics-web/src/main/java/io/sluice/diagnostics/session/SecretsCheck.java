package io.sluice.diagnostics.session;

import io.quarkus.runtime.StartupEvent;
import io.sluice.diagnostics.InvalidConfiguration;
import io.sluice.service.SecretFolders;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses to start if a configured folder of mounted secrets does not exist. */
@Singleton
class SecretsCheck {

  void check(
      @Observes StartupEvent event,
      @ConfigProperty(name = SecretFolders.SETTING) Optional<List<String>> folders) {
    List<String> missing = SecretFolders.missing(folders.orElse(List.of()));
    if (!missing.isEmpty()) {
      throw new InvalidConfiguration(String.join(" ", missing));
    }
  }
}
