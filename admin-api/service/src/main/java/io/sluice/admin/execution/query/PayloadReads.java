package io.sluice.admin.execution.query;

import io.sluice.admin.database.Database;
import io.sluice.admin.identity.Audit;
import io.sluice.admin.identity.Caller;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Audits that a person has seen the payloads of somebody else's execution: once in ten minutes for
 * each person and execution, so that a page that refreshes writes one row. Guarded by its own
 * monitor, because requests of all threads meet here.
 */
@Singleton
final class PayloadReads {

  private static final Duration ONE_READ = Duration.ofMinutes(10);
  private static final int MAX_REMEMBERED = 10_000;

  private final Caller caller;
  private final Database database;
  private final Audit audit;
  private final InstantSource clock;
  private final Map<String, Instant> recent =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  PayloadReads(Caller caller, Database database, Audit audit, InstantSource clock) {
    this.caller = caller;
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  void shown(UUID execution, String creator) {
    String who = caller.name();
    if (who.equals(creator) || !caller.seesPayloads() || !isNew(who + " " + execution)) {
      return;
    }
    database.transaction(
        connection -> {
          audit.write(
              connection,
              new Audit.Entry(
                  who, "execution.read", "execution/" + execution, null, null, null, "allowed"));
          return execution;
        });
  }

  private synchronized boolean isNew(String read) {
    Instant now = clock.instant();
    Instant last = recent.get(read);
    if (last != null && now.isBefore(last.plus(ONE_READ))) {
      return false;
    }
    recent.remove(read);
    recent.put(read, now);
    return true;
  }
}
