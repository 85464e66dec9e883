package io.sluice.admin.execution;

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
 * Holds an organization to its number of waiting executions (security, section 4). It counts what
 * this instance has accepted itself on top of a look at the rows that is at most five seconds old,
 * one second when the quota is used up; so several instances together may go over it by what they
 * accept in that time. Guarded by its own monitor, which is never held during a look.
 */
@Singleton
final class WaitingQuota {

  private static final Duration GOOD_FOR = Duration.ofSeconds(5);
  private static final Duration GOOD_FOR_WHEN_FULL = Duration.ofSeconds(1);
  private static final int MOST_ORGANIZATIONS = 10_000;

  private final int limit;
  private final InstantSource clock;
  private final Map<String, Count> counts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
          return size() > MOST_ORGANIZATIONS;
        }
      };

  WaitingQuota(QuotaConfig config, InstantSource clock) {
    this.limit = config.waitingPerOrganization();
    this.clock = clock;
  }

  private record Count(long waiting, Instant looked) {}

  /** Takes room for one more; answers the problem when there is none. */
  @Nullable Problem take(Connection connection, @Nullable String organization) throws SQLException {
    String of = Objects.requireNonNullElse(organization, "");
    Instant now = clock.instant();
    if (mustLook(of, now)) {
      set(of, new Count(WaitingRows.count(connection, of), now));
    }
    return taken(of, now)
        ? null
        : ProblemType.OVER_QUOTA.problem(
            (organization == null ? "What has no organization" : "The organization " + of)
                + " may have "
                + limit
                + " waiting executions, and has them. Wait until some have run, or cancel some.");
  }

  private synchronized boolean mustLook(String organization, Instant now) {
    Count count = counts.get(organization);
    if (count == null) {
      return true;
    }
    Duration good = count.waiting() < limit ? GOOD_FOR : GOOD_FOR_WHEN_FULL;
    if (now.isBefore(count.looked().plus(good))) {
      return false;
    }
    // Others go on with what is known while this one looks.
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
    counts.put(organization, new Count(count.waiting() + 1, count.looked()));
    return true;
  }
}
