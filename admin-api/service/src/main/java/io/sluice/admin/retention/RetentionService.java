package io.sluice.admin.retention;

import jakarta.inject.Singleton;

/** Starts and stops the loops that keep the tables from growing for ever. */
@Singleton
public final class RetentionService {

  private final PartitionKeeper partitions;
  private final HistoryMover mover;
  private final RetentionSweep sweep;
  private final ExpiredRows rows;
  private final AuditPurge audit;
  private final BundleCollector bundles;

  RetentionService(
      PartitionKeeper partitions,
      HistoryMover mover,
      RetentionSweep sweep,
      ExpiredRows rows,
      AuditPurge audit,
      BundleCollector bundles) {
    this.partitions = partitions;
    this.mover = mover;
    this.sweep = sweep;
    this.rows = rows;
    this.audit = audit;
    this.bundles = bundles;
  }

  public void start() {
    partitions.start();
    mover.start();
    sweep.start();
    rows.start();
    audit.start();
    bundles.start();
  }

  public void stop() {
    bundles.stop();
    audit.stop();
    rows.stop();
    sweep.stop();
    mover.stop();
    partitions.stop();
  }
}
