package io.sluice.diagnostics.overview;

import static java.util.Objects.requireNonNull;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sluice.diagnostics.health.AdminApiStub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the stub where the application looks for admin-api. */
public final class RunningAdminApi implements QuarkusTestResourceLifecycleManager {
  private static @Nullable AdminApiStub running;

  static AdminApiStub stub() {
    return requireNonNull(running, "the stub has not been started");
  }

  @Override
  public Map<String, String> start() {
    try {
      running = new AdminApiStub();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return Map.of(
        "sluice.admin-api.url", stub().url().toString(),
        "sluice.admin-api.health-url", stub().healthUrl().toString(),
        "sluice.admin-api.timeout", "500ms");
  }

  @Override
  public void stop() {
    stub().close();
  }
}
