package io.sluice.admin;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sluice.admin.bulk.BulkRunner;
import io.sluice.admin.blacklist.BlacklistMetrics;
import io.sluice.admin.bundle.BundleFolder;
import io.sluice.admin.command.CommandSender;
import io.sluice.admin.command.WorkerReports;
import io.sluice.admin.execution.Canceller;
import io.sluice.admin.housekeeping.Housekeeper;
import io.sluice.admin.queue.QueueService;
import io.sluice.admin.recorder.LogRecorder;
import io.sluice.admin.recorder.Recorder;
import io.sluice.admin.security.InitialAdministrator;
import io.sluice.admin.systemlog.SystemLog;
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
  private final BulkRunner bulkRunner;
  private final SystemLog systemLog;
  private final Housekeeper housekeeper;
  private final BlacklistMetrics blacklistMetrics;

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
      BulkRunner bulkRunner,
      SystemLog systemLog,
      Housekeeper housekeeper,
      BlacklistMetrics blacklistMetrics) {
    this.administrator = administrator;
    this.queue = queue;
    this.recorder = recorder;
    this.logRecorder = logRecorder;
    this.canceller = canceller;
    this.commandSender = commandSender;
    this.workerReports = workerReports;
    this.bundleFolder = bundleFolder;
    this.queueMetrics = queueMetrics;
    this.bulkRunner = bulkRunner;
    this.systemLog = systemLog;
    this.housekeeper = housekeeper;
    this.blacklistMetrics = blacklistMetrics;
  }

  void start(@Observes StartupEvent event) {
    systemLog.start();
    administrator.ensure();
    queue.start();
    recorder.start();
    logRecorder.start();
    commandSender.start();
    canceller.start();
    workerReports.start();
    bundleFolder.start();
    queueMetrics.start();
    bulkRunner.start();
    housekeeper.start();
    blacklistMetrics.start();
  }

  void stop(@Observes ShutdownEvent event) {
    blacklistMetrics.stop();
    housekeeper.stop();
    bulkRunner.stop();
    queueMetrics.stop();
    bundleFolder.stop();
    workerReports.stop();
    canceller.stop();
    commandSender.stop();
    logRecorder.stop();
    recorder.stop();
    queue.stop();
    systemLog.stop();
  }
}
