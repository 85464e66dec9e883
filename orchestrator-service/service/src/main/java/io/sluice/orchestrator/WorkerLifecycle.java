package io.sluice.orchestrator;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;

/**
 * Starts the worker with the service and stops it in order on SIGTERM, without a limit on the
 * duration of its executions.
 */
@ApplicationScoped
class WorkerLifecycle {
  private final Worker worker;

  WorkerLifecycle(Worker worker) {
    this.worker = worker;
  }

  void onStart(@Observes StartupEvent event) throws IOException, InterruptedException {
    worker.start();
  }

  void onStop(@Observes ShutdownEvent event) throws IOException, InterruptedException {
    worker.stop();
  }
}
