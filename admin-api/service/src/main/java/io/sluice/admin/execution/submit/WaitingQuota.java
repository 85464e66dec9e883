package io.sluice.admin.execution.submit;

import io.sluice.admin.database.Sql;
import io.sluice.admin.http.ProblemType;
import io.sluice.api.Problem;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Limits the waiting executions of an organization. Adds the executions that this instance has
 * accepted to a count of rows that is at most five seconds old, one second if the quota is used up;
 * so several instances together may exceed it by the executions that they accept in that time.
 * Guarded by its own monitor, which is never held during a count. Own code and not a cache library:
 * an entry is counted up between two counts, and its lifetime depends on its value.
 */
@Singleton
public final class WaitingQuota {

  private static final Duration VALID = Duration.ofSeconds(5);
  private static final Duration VALID_WHEN_FULL = Duration.ofSeconds(1);
  private static final int MAX_ORGANIZATIONS = 10_000;

  private final int limit;
  private final InstantSource clock;
  private final Map<String, Count> counts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
          return size() > MAX_ORGANIZATIONS;
        }
      };

  WaitingQuota(QuotaConfig config, InstantSource clock) {
    this.limit = config.waitingPerOrganization();
    this.clock = clock;
  }

  private record Count(long waiting, Instant countedAt) {}

  /** Takes room for one more; returns the problem if there is none. */
  public @Nullable Problem take(Connection connection, @Nullable String organization)
      throws SQLException {
    String of = Objects.requireNonNullElse(organization, "");
    Instant now = clock.instant();
    if (mustCount(of, now)) {
      set(of, new Count(WaitingStore.count(connection, of, limit), now));
    }
    return taken(of, now)
        ? null
        : ProblemType.OVER_QUOTA.problem(
            (organization == null ? "Executions without an organization" : "The organization " + of)
                + " may have "
                + limit
                + " waiting executions, and has them. Wait until some have run, or cancel some.");
  }

  private synchronized boolean mustCount(String organization, Instant now) {
    Count count = counts.get(organization);
    if (count == null) {
      return true;
    }
    Duration valid = count.waiting() < limit ? VALID : VALID_WHEN_FULL;
    if (now.isBefore(count.countedAt().plus(valid))) {
      return false;
    }
    // Other threads use the known count while this one counts again.
    counts.put(organization, new Count(count.waiting(), now));
    return true;
  }

  private synchronized void set(String organization, Count count) {
    counts.put(organization, count);
  }

  private synchronized boolean taken(String organization, Instant now) {
    Count count = counts.getOrDefault(organization, new Count(0, now));
    if (count.waiting() >= limit) {
      return false;
    }
    counts.put(organization, new Count(count.waiting() + 1, count.countedAt()));
    return true;
  }

  /** SQL that counts the waiting executions of an organization. */
  static final class WaitingStore {

    private WaitingStore() {}

    /**
     * Counts by an index that has the waiting executions of each organization together, at most as
     * many as the limit.
     *
     * @param organization empty for executions without one
     */
    static long count(Connection connection, String organization, int limit) throws SQLException {
      boolean none = organization.isEmpty();
      return Sql.first(
              connection,
              """
          SELECT count(*) FROM (SELECT FROM execution
            WHERE status IN ('PENDING', 'SCHEDULED') AND %s LIMIT ?) waiting
          """
                  .formatted(none ? "organization IS NULL" : "organization = ?"),
              row -> row.getLong(1),
              none ? new Object[] {limit} : new Object[] {organization, limit})
          .orElse(0L);
    }
  }
}
