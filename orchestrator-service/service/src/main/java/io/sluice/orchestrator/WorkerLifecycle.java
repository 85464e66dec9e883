package io.sluice.orchestrator;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;

/**
 * Starts the worker with the service and ends it in order on SIGTERM, however long its executions
 * take.
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
