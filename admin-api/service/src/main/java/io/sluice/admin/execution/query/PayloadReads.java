package io.sluice.admin.execution.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.admin.database.Database;
import io.sluice.admin.identity.Audit;
import io.sluice.admin.identity.Caller;
import io.sluice.admin.identity.Caller.RequestOrigin;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Audits that a person has seen the payloads of somebody else's execution: once in ten minutes for
 * each person and execution, so that a page that refreshes writes one row. Safe on every thread.
 */
@Singleton
public final class PayloadReads {

  private static final Duration ONE_READ = Duration.ofMinutes(10);
  private static final int MAX_REMEMBERED = 10_000;

  private final Caller caller;
  private final Database database;
  private final Audit audit;
  private final Cache<String, Boolean> recent =
      Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).expireAfterWrite(ONE_READ).build();

  PayloadReads(Caller caller, Database database, Audit audit) {
    this.caller = caller;
    this.database = database;
    this.audit = audit;
  }

  /** Records that the caller of the present request is about to see payloads. */
  void shown(UUID execution, String creator) {
    if (caller.seesPayloads()) {
      shown(execution, creator, caller.name(), caller.origin());
    }
  }

  /**
   * Records that a person is about to see payloads. A failure leaves no trace, so that the next
   * read is recorded; of two reads at the same moment both may be.
   */
  public void shown(UUID execution, String creator, String who, RequestOrigin origin) {
    String read = who + " " + execution;
    if (who.equals(creator) || recent.getIfPresent(read) != null) {
      return;
    }
    database.transaction(
        connection -> {
          audit.write(
              connection,
              List.of(
                  new Audit.Entry(
                      who,
                      "execution.read",
                      "execution/" + execution,
                      null,
                      null,
                      null,
                      "allowed")),
              origin);
          return execution;
        });
    recent.put(read, true);
  }
}
