package io.sluice.admin;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sluice.admin.bundle.BundleFolder;
import io.sluice.admin.bundle.BundlePublisher;
import io.sluice.admin.execution.Canceller;
import io.sluice.admin.queue.QueueService;
import io.sluice.admin.recorder.LogRecorder;
import io.sluice.admin.recorder.Recorder;
import io.sluice.admin.security.InitialAdministrator;
import io.sluice.admin.worker.QueueMetrics;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** The order in which the service starts, and the same backwards for its stop. */
@Singleton
final class AdminApi {

  private final InitialAdministrator administrator;
  private final QueueService queue;
  private final Recorder recorder;
  private final LogRecorder logRecorder;
  private final Canceller canceller;
  private final BundlePublisher bundlePublisher;
  private final BundleFolder bundleFolder;
  private final QueueMetrics queueMetrics;

  AdminApi(
      InitialAdministrator administrator,
      QueueService queue,
      Recorder recorder,
      LogRecorder logRecorder,
      Canceller canceller,
      BundlePublisher bundlePublisher,
      BundleFolder bundleFolder,
      QueueMetrics queueMetrics) {
    this.administrator = administrator;
    this.queue = queue;
    this.recorder = recorder;
    this.logRecorder = logRecorder;
    this.canceller = canceller;
    this.bundlePublisher = bundlePublisher;
    this.bundleFolder = bundleFolder;
    this.queueMetrics = queueMetrics;
  }

  void start(@Observes StartupEvent event) {
    administrator.ensure();
    queue.start();
    recorder.start();
    logRecorder.start();
    canceller.start();
    bundlePublisher.start();
    bundleFolder.start();
    queueMetrics.start();
  }

  void stop(@Observes ShutdownEvent event) {
    queueMetrics.stop();
    bundleFolder.stop();
    bundlePublisher.stop();
    canceller.stop();
    logRecorder.stop();
    recorder.stop();
    queue.stop();
  }
}
