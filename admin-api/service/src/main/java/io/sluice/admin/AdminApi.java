package io.sluice.admin;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sluice.admin.action.CouncilDeadlines;
import io.sluice.admin.analytics.AnalyticsCompactor;
import io.sluice.admin.circuitbreaker.BlacklistMetrics;
import io.sluice.admin.database.Migrations;
import io.sluice.admin.execution.cancel.Canceller;
import io.sluice.admin.execution.retry.BulkRunner;
import io.sluice.admin.execution.retry.DeadLetterWatch;
import io.sluice.admin.identity.InitialAdministrator;
import io.sluice.admin.identity.OidcProvider;
import io.sluice.admin.identity.RefusalSummaries;
import io.sluice.admin.identity.StartRefused;
import io.sluice.admin.livestream.ExecutionChangePublisher;
import io.sluice.admin.livestream.LiveStream;
import io.sluice.admin.operations.AuditChainCheck;
import io.sluice.admin.operations.Housekeeper;
import io.sluice.admin.operations.SystemLogRecorder;
import io.sluice.admin.results.LogRecorder;
import io.sluice.admin.results.Recorder;
import io.sluice.admin.results.StatisticsRollup;
import io.sluice.admin.retention.RetentionService;
import io.sluice.admin.webhook.DeliveryLoop;
import io.sluice.admin.worker.CommandSender;
import io.sluice.admin.worker.QueueMetrics;
import io.sluice.admin.worker.ReleaseGenerations;
import io.sluice.admin.worker.WorkerReports;
import io.sluice.admin.workflow.BundleFolder;
import io.sluice.admin.workflow.BundlePublisher;
import io.sluice.service.SecretFolders;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Starts the parts of the service in order, and stops them in reverse order. */
@Singleton
final class AdminApi {

  private final Migrations migrations;
  private final OidcProvider provider;
  private final InitialAdministrator administrator;
  private final SystemLogRecorder systemLog;
  private final DeliveryLoop webhooks;
  private final List<Part> parts;
  private final List<String> secretFolders;

  private boolean running;

  /** A part that runs until the service stops. */
  private record Part(Runnable start, Runnable stop) {}

  AdminApi(
      Migrations migrations,
      OidcProvider provider,
      InitialAdministrator administrator,
      SystemLogRecorder systemLog,
      RefusalSummaries refusalSummaries,
      ExecutionChangePublisher executionChanges,
      QueueService queue,
      Recorder recorder,
      LogRecorder logRecorder,
      CommandSender commandSender,
      Canceller canceller,
      WorkerReports workerReports,
      BundlePublisher bundlePublisher,
      BundleFolder bundleFolder,
      QueueMetrics queueMetrics,
      BlacklistMetrics blacklistMetrics,
      BulkRunner bulkRunner,
      DeadLetterWatch deadLetterWatch,
      CouncilDeadlines councilDeadlines,
      AuditChainCheck auditChainCheck,
      Housekeeper housekeeper,
      RetentionService retention,
      StatisticsRollup statistics,
      AnalyticsCompactor analytics,
      LiveStream liveStream,
      ReleaseGenerations generations,
      DeliveryLoop webhooks,
      @ConfigProperty(name = SecretFolders.SETTING) Optional<List<String>> secretFolders) {
    this.secretFolders = secretFolders.orElse(List.of());
    this.migrations = migrations;
    this.provider = provider;
    this.administrator = administrator;
    this.systemLog = systemLog;
    this.webhooks = webhooks;
    this.parts =
        List.of(
            new Part(refusalSummaries::start, refusalSummaries::stop),
            new Part(executionChanges::start, executionChanges::stop),
            new Part(queue::start, queue::stop),
            new Part(recorder::start, recorder::stop),
            new Part(logRecorder::start, logRecorder::stop),
            new Part(commandSender::start, commandSender::stop),
            new Part(canceller::start, canceller::stop),
            new Part(bundlePublisher::start, bundlePublisher::stop),
            new Part(workerReports::start, workerReports::stop),
            new Part(bundleFolder::start, bundleFolder::stop),
            new Part(queueMetrics::start, queueMetrics::stop),
            new Part(blacklistMetrics::start, blacklistMetrics::stop),
            new Part(bulkRunner::start, bulkRunner::stop),
            new Part(deadLetterWatch::start, deadLetterWatch::stop),
            new Part(councilDeadlines::start, councilDeadlines::stop),
            new Part(auditChainCheck::start, auditChainCheck::stop),
            new Part(housekeeper::start, housekeeper::stop),
            new Part(retention::start, retention::stop),
            new Part(statistics::start, statistics::stop),
            new Part(analytics::start, analytics::stop),
            new Part(liveStream::start, liveStream::stop),
            new Part(generations::start, generations::stop),
            new Part(webhooks::start, webhooks::stop));
  }

  void start(@Observes StartupEvent event) throws InterruptedException {
    List<String> missing = SecretFolders.missing(secretFolders);
    if (!missing.isEmpty()) {
      throw new StartRefused(String.join(" ", missing));
    }
    if (!migrations.run()) {
      Quarkus.asyncExit(0);
      return;
    }
    running = true;
    systemLog.start();
    provider.check();
    webhooks.check();
    administrator.ensure();
    parts.forEach(part -> part.start().run());
  }

  void stop(@Observes ShutdownEvent event) {
    if (running) {
      parts.reversed().forEach(part -> part.stop().run());
      systemLog.stop();
    }
  }
}
