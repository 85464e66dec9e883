package io.sluice.queue;

import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An accepted execution to be added to the queue.
 *
 * @param maxLosses number of losses that make it {@code SPENT} (loss budget + 1)
 * @param due earliest start; absent means now
 * @param organization absent if it belongs to none; of each priority the organizations are served
 *     in turn
 */
public record QueueEntry(
    String executionId,
    long epoch,
    Priority priority,
    int maxLosses,
    @Nullable Instant due,
    @Nullable String organization,
    ExecutionBody body) {

  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._@ -]{0,64}");

  /** Returns the name of its organization in Redis; a hash if the name could break a key. */
  String lane() {
    String name = Objects.requireNonNullElse(organization, "");
    return SAFE.matcher(name).matches() ? name : Hashes.sha1(name);
  }
}
