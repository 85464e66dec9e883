package io.sluice.admin;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sluice.admin.bundle.BundleFolder;
import io.sluice.admin.command.CommandSender;
import io.sluice.admin.command.WorkerReports;
import io.sluice.admin.execution.Canceller;
import io.sluice.admin.queue.QueueService;
import io.sluice.admin.recorder.LogRecorder;
import io.sluice.admin.recorder.Recorder;
import io.sluice.admin.security.InitialAdministrator;
import io.sluice.admin.stream.ExecutionTally;
import io.sluice.admin.stream.LiveStream;
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
  private final CommandSender commandSender;
  private final WorkerReports workerReports;
  private final BundleFolder bundleFolder;
  private final QueueMetrics queueMetrics;
  private final ExecutionTally executionTally;
  private final LiveStream liveStream;

  AdminApi(
      InitialAdministrator administrator,
      QueueService queue,
      Recorder recorder,
      LogRecorder logRecorder,
      Canceller canceller,
      CommandSender commandSender,
      WorkerReports workerReports,
      BundleFolder bundleFolder,
      QueueMetrics queueMetrics,
      ExecutionTally executionTally,
      LiveStream liveStream) {
    this.administrator = administrator;
    this.queue = queue;
    this.recorder = recorder;
    this.logRecorder = logRecorder;
    this.canceller = canceller;
    this.commandSender = commandSender;
    this.workerReports = workerReports;
    this.bundleFolder = bundleFolder;
    this.queueMetrics = queueMetrics;
    this.executionTally = executionTally;
    this.liveStream = liveStream;
  }

  void start(@Observes StartupEvent event) {
    administrator.ensure();
    executionTally.start();
    queue.start();
    recorder.start();
    logRecorder.start();
    commandSender.start();
    canceller.start();
    workerReports.start();
    bundleFolder.start();
    queueMetrics.start();
    liveStream.start();
  }

  void stop(@Observes ShutdownEvent event) {
    liveStream.stop();
    queueMetrics.stop();
    bundleFolder.stop();
    workerReports.stop();
    canceller.stop();
    commandSender.stop();
    logRecorder.stop();
    recorder.stop();
    queue.stop();
    executionTally.stop();
  }
}
