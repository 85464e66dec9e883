package io.sluice.admin.identity;

import io.sluice.admin.database.Database;
import io.sluice.admin.database.DatabaseRefused;
import io.sluice.admin.database.DatabaseUnavailable;
import io.sluice.admin.lifecycle.Loop;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** Writes the entries of refused writes that were only counted, once a minute and at the stop. */
@Singleton
public final class RefusalSummaries {

  private static final Logger LOG = Logger.getLogger(RefusalSummaries.class);
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final Refusals refusals;
  private final Database database;
  private final Audit audit;
  private final Loop loop = new Loop("audit of refusals", this::turn);

  RefusalSummaries(Refusals refusals, Database database, Audit audit) {
    this.refusals = refusals;
    this.database = database;
    this.audit = audit;
  }

  public void start() {
    loop.start();
  }

  /** Stops the loop; what was counted since its last turn is written. */
  public void stop() {
    loop.stop();
    try {
      turn();
    } catch (DatabaseUnavailable | DatabaseRefused e) {
      LOG.warnf("The last counts of refused writes are not in the audit: %s", e.getMessage());
    }
  }

  private Duration turn() {
    List<Audit.Entry> summaries = refusals.summaries();
    if (!summaries.isEmpty()) {
      write(summaries);
    }
    return INTERVAL;
  }

  private void write(List<Audit.Entry> summaries) {
    boolean written = false;
    try {
      written =
          database.transaction(
              connection -> {
                audit.insert(connection, summaries, Caller.RequestOrigin.NONE);
                return true;
              });
    } finally {
      if (!written) {
        refusals.giveBack(summaries);
      }
    }
  }
}
