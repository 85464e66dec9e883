package io.sluice.admin;

import io.sluice.admin.queue.QueueService;
import io.sluice.admin.recorder.Recorder;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Reports whether executions are delivered and results recorded. Always up, because executions are
 * accepted without Redis.
 */
@Readiness
@Singleton
final class QueueReadiness implements HealthCheck {

  private final QueueService queue;
  private final Recorder recorder;

  QueueReadiness(QueueService queue, Recorder recorder) {
    this.queue = queue;
    this.recorder = recorder;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("Queue")
        .up()
        .withData(
            "delivery",
            queue.healthy() ? "working" : "degraded: executions are stored, not delivered")
        .withData("recording", recorder.healthy() ? "working" : "degraded: results wait in Redis")
        .build();
  }
}
