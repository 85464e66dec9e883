package io.sluice.admin.execution.query;

import io.sluice.admin.database.Database;
import io.sluice.admin.execution.query.ExecutionSelect.Search;
import io.sluice.admin.identity.Organizations;
import io.sluice.admin.lifecycle.MonotonicClock;
import io.sluice.api.ExecutionSummary;
import io.sluice.api.Page;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lists executions, newest first. The order is the order of ids, so the cursor and the range of
 * time are ranges of the primary key and of the partitions. A search whose matches are rare reads
 * one range after the other for a tenth of a second at most; then its page is shorter than asked
 * for, says so, and its cursor goes on from there.
 */
@Singleton
public final class ExecutionFinder {

  private static final Duration MAX_SEARCH = Duration.ofMillis(100);

  /** An order in bulk has to know what it is about. */
  private static final Duration MAX_COUNT = Duration.ofSeconds(1);

  /** A list by duration sorts at most so many executions for each page. */
  private static final int MAX_SORTED = 20_000;

  private final Database database;
  private final ExecutionSelect select;
  private final InstantSource clock;
  private final MonotonicClock elapsed;

  ExecutionFinder(
      Database database, ExecutionSelect select, InstantSource clock, MonotonicClock elapsed) {
    this.database = database;
    this.select = select;
    this.clock = clock;
    this.elapsed = elapsed;
  }

  /** One page of the executions of the organizations, in the order of acceptance. */
  public Page<ExecutionSummary> find(ExecutionQuery query, Organizations organizations) {
    return database.read(
        connection -> {
          Search search = select.search(connection, query, organizations);
          if (search.isEmpty()) {
            return new Page<>(List.of(), null);
          }
          DurationSort sort = query.durationSort();
          return sort == null
              ? newest(connection, search)
              : longest(connection, search, sort.after());
        });
  }

  private Page<ExecutionSummary> newest(Connection connection, Search search) throws SQLException {
    int wanted = search.query().limit();
    var found = new ArrayList<ExecutionSummary>();
    UUID end =
        walk(
            search,
            MAX_SEARCH,
            window -> {
              found.addAll(select.newest(connection, search, window, wanted + 1 - found.size()));
              return found.size() > wanted;
            });
    if (found.size() > wanted) {
      List<ExecutionSummary> items = found.subList(0, wanted);
      return new Page<>(items, items.getLast().executionId().toString());
    }
    return end == null
        ? new Page<>(found, null)
        : new Page<>(
            found,
            end.toString(),
            "Searched back to "
                + SearchWindow.time(end)
                + " so far; next_cursor goes on. A narrower filter or from and to are faster.");
  }

  private Page<ExecutionSummary> longest(
      Connection connection, Search search, DurationSort.@Nullable Position after)
      throws SQLException {
    int wanted = search.query().limit();
    List<ExecutionSummary> found =
        select.longest(connection, search, after, MAX_SORTED, wanted + 1);
    List<ExecutionSummary> items = found.size() > wanted ? found.subList(0, wanted) : found;
    var all = new SearchWindow(search.query().from(), search.query().before(), Duration.ZERO);
    boolean some = select.count(connection, search, all, MAX_SORTED + 1L) > MAX_SORTED;
    return new Page<>(
        items,
        found.size() > wanted ? position(items.getLast()).cursor() : null,
        some
            ? "Of the newest "
                + MAX_SORTED
                + " that match. A narrower filter, or from and to closer together, show all."
            : null);
  }

  private static DurationSort.Position position(ExecutionSummary last) {
    return new DurationSort.Position(
        Objects.requireNonNullElse(last.durationMs(), DurationSort.NEVER_RAN), last.executionId());
  }

  /**
   * The number of matching executions, at most {@code limit}; of those that a second is enough to
   * find.
   */
  public long count(ExecutionQuery query, Organizations organizations, int limit) {
    return database.read(
        connection -> {
          Search search = select.search(connection, query, organizations);
          if (search.isEmpty()) {
            return 0L;
          }
          long[] total = new long[1];
          UUID _ =
              walk(
                  search,
                  MAX_COUNT,
                  window -> {
                    total[0] += select.count(connection, search, window, limit - total[0]);
                    return total[0] >= limit;
                  });
          return total[0];
        });
  }

  /** Reads one range; returns true if that is enough. */
  @FunctionalInterface
  private interface Step {
    boolean read(SearchWindow window) throws SQLException;
  }

  /**
   * Reads ranges, newest first, until it is enough, the end is reached or the time is up.
   *
   * @return the id before which the search has to go on; null if it reached its end or had enough
   */
  private @Nullable UUID walk(Search search, Duration longest, Step step) throws SQLException {
    ExecutionQuery query = search.query();
    boolean named = search.q() != null && search.q().id() != null;
    Instant deadline = elapsed.instant().plus(longest);
    SearchWindow window =
        named
            ? new SearchWindow(query.from(), query.before(), Duration.ZERO)
            : SearchWindow.newest(query.from(), query.before(), clock.instant());
    while (true) {
      Instant begin = elapsed.instant();
      if (step.read(window)) {
        return null;
      }
      Instant end = elapsed.instant();
      Duration took = Duration.between(begin, end);
      Duration left = Duration.between(end, deadline);
      SearchWindow older = named ? null : window.older(query.from(), took, left);
      if (older == null) {
        return null;
      }
      if (took.compareTo(left) > 0) {
        return window.from();
      }
      window = older;
    }
  }
}
