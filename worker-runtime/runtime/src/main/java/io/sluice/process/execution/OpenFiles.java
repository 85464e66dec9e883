package io.sluice.process.execution;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Watches the growth of open files, sockets and pipes of the process, and the workflows that ran
 * meanwhile. Owned by the loop thread.
 */
final class OpenFiles {
  private static final int STEP = 64;
  private static final int MAX_NAMED = 8;
  private static final double MAX_SHARE = 0.8;

  private final Set<String> ranSince = new LinkedHashSet<>();
  private long level = Long.MAX_VALUE;

  void started(String workflow) {
    if (ranSince.size() < MAX_NAMED) {
      ranSince.add(workflow);
    }
  }

  /** Returns true if the next execution may reach the limit. */
  static boolean isNearLimit(long open, long most) {
    return most > 0 && open > most * MAX_SHARE;
  }

  /**
   * Compares with the lowest number since the last growth.
   *
   * @param running workflows that are still running
   * @return a sentence if it has grown by 64 or more
   */
  Optional<String> check(long open, Collection<String> running) {
    if (open < level + STEP || level == Long.MAX_VALUE) {
      if (open <= level) {
        level = open;
        restart(running);
      }
      return Optional.empty();
    }
    var words =
        String.format(
            Locale.ROOT,
            "Open files of the process grew from %d to %d while these workflows ran: %s.",
            level,
            open,
            String.join(", ", ranSince));
    level = open;
    restart(running);
    return Optional.of(words);
  }

  private void restart(Collection<String> running) {
    ranSince.clear();
    running.forEach(this::started);
  }
}
