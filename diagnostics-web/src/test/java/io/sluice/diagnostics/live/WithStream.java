package io.sluice.diagnostics.live;

import static java.util.Objects.requireNonNull;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sluice.diagnostics.page.WithApi;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a stream beside the stub of the REST API. */
public final class WithStream implements QuarkusTestResourceLifecycleManager {

  private static @Nullable StreamStub running;
  private final WithApi api = new WithApi();

  public static StreamStub stream() {
    return requireNonNull(running, "the stub has not been started");
  }

  @Override
  public Map<String, String> start() {
    var settings = new HashMap<>(api.start());
    try {
      running = new StreamStub(URI.create(settings.get("sluice.admin-api.url")));
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
    settings.put("sluice.admin-api.url", stream().url().toString());
    settings.put("sluice.admin-api.stream-token", StreamStub.TOKEN);
    return settings;
  }

  @Override
  public void stop() {
    stream().close();
    api.stop();
  }
}
