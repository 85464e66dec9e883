package io.sluice.diagnostics.page;

import static java.util.Objects.requireNonNull;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts the stub at the configured address of admin-api. */
public final class WithApi implements QuarkusTestResourceLifecycleManager {

  private static @Nullable ApiStub running;

  public static ApiStub api() {
    return requireNonNull(running, "the stub has not been started");
  }

  @Override
  public Map<String, String> start() {
    try {
      running = new ApiStub();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return Map.of(
        "sluice.admin-api.url",
        api().url().toString(),
        "sluice.admin-api.health-url",
        api().url().resolve("/q/health/ready").toString(),
        "quarkus.rest-client.admin-api.read-timeout",
        "5000");
  }

  @Override
  public void stop() {
    api().close();
  }
}
