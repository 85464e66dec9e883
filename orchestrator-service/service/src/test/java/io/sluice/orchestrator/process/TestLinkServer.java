package io.sluice.orchestrator.process;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.orchestrator.process.BoundedConnections.AdmissionLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The link server with the patience of a test. */
public final class TestLinkServer {
  private TestLinkServer() {}

  public static ProcessLinkServer start(
      Path socket, LinkListener listener, MeterRegistry meters, Duration helloWithin)
      throws IOException {
    var server =
        new ProcessLinkServer(socket, listener, meters, new AdmissionLimits(helloWithin, 4, 64));
    server.start();
    return server;
  }
}
