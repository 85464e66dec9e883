package io.sluice.admin;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sluice.admin.audit.AuditCheck;
import io.sluice.admin.bundle.BundleFolder;
import io.sluice.admin.command.CommandSender;
import io.sluice.admin.command.WorkerReports;
import io.sluice.admin.execution.Canceller;
import io.sluice.admin.queue.QueueService;
import io.sluice.admin.recorder.LogRecorder;
import io.sluice.admin.recorder.Recorder;
import io.sluice.admin.security.Provider;
import io.sluice.admin.user.InitialAdministrator;
import io.sluice.admin.worker.QueueMetrics;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** The order in which the service starts, and the same backwards for its stop. */
@Singleton
final class AdminApi {

  private final Provider provider;
  private final InitialAdministrator administrator;
  private final QueueService queue;
  private final Recorder recorder;
  private final LogRecorder logRecorder;
  private final Canceller canceller;
  private final CommandSender commandSender;
  private final WorkerReports workerReports;
  private final BundleFolder bundleFolder;
  private final QueueMetrics queueMetrics;
  private final AuditCheck auditCheck;

  AdminApi(
      Provider provider,
      InitialAdministrator administrator,
      QueueService queue,
      Recorder recorder,
      LogRecorder logRecorder,
      Canceller canceller,
      CommandSender commandSender,
      WorkerReports workerReports,
      BundleFolder bundleFolder,
      QueueMetrics queueMetrics,
      AuditCheck auditCheck) {
    this.provider = provider;
    this.administrator = administrator;
    this.queue = queue;
    this.recorder = recorder;
    this.logRecorder = logRecorder;
    this.canceller = canceller;
    this.commandSender = commandSender;
    this.workerReports = workerReports;
    this.bundleFolder = bundleFolder;
    this.queueMetrics = queueMetrics;
    this.auditCheck = auditCheck;
  }

  void start(@Observes StartupEvent event) {
    provider.check();
    administrator.ensure();
    queue.start();
    recorder.start();
    logRecorder.start();
    commandSender.start();
    canceller.start();
    workerReports.start();
    bundleFolder.start();
    queueMetrics.start();
    auditCheck.start();
  }

  void stop(@Observes ShutdownEvent event) {
    auditCheck.stop();
    queueMetrics.stop();
    bundleFolder.stop();
    workerReports.stop();
    canceller.stop();
    commandSender.stop();
    logRecorder.stop();
    recorder.stop();
    queue.stop();
  }
}
