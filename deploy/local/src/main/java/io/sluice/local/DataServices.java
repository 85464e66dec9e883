package io.sluice.local;

import io.sluice.local.child.Children;
import io.sluice.local.data.PostgresServer;
import io.sluice.local.data.RedisServer;
import io.sluice.local.port.Port;
import io.sluice.local.port.PortPlan;
import io.sluice.local.service.Layout;
import io.sluice.local.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Starts PostgreSQL and Redis in a state folder. */
record DataServices(Layout layout, StateFolder state, PortPlan ports, Children children) {

  PostgresServer postgres() throws IOException, InterruptedException {
    return PostgresServer.start(
        children, state.postgres(), cache(), ports.of(Port.POSTGRES), state.kept());
  }

  RedisServer redis() throws IOException, InterruptedException {
    return RedisServer.start(children, state.redis(), state.temporaryFiles(), ports.of(Port.REDIS));
  }

  /** Somebody else's working copy is read-only: then each start unpacks anew. */
  private Path cache() {
    try {
      Files.createDirectories(layout.cache());
      return Files.isWritable(layout.cache()) ? layout.cache() : state.temporaryFiles();
    } catch (IOException readOnly) {
      return state.temporaryFiles();
    }
  }
}
