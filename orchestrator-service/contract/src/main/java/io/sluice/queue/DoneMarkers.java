package io.sluice.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Markers of finished attempts: they keep an execution that has ended from being enqueued again.
 * Each stays until the recorder has confirmed the end, and is removed some time later. Safe for use
 * by many threads. See docs/queue.md.
 */
public final class DoneMarkers {
  private static final Script CONFIRM = QueueScripts.script("confirm.lua");
  private static final Script LIST = QueueScripts.script("list_markers.lua");
  private static final Script TRIM = QueueScripts.script("trim_markers.lua");

  private final RedisConnection redis;
  private final QueueKeys keys;

  public DoneMarkers(RedisConnection redis, QueueKeys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  /**
   * A recorded event.
   *
   * @param entry id in the results stream
   * @param ended attempt that ended with it; absent if none did
   */
  public record RecordedEvent(String entry, @Nullable Attempt ended) {}

  /** Acknowledges recorded events and confirms the ends among them, in one step. */
  public void recorded(List<RecordedEvent> events) {
    var arguments = new ArrayList<String>();
    for (RecordedEvent event : events) {
      Attempt ended = event.ended();
      arguments.add(event.entry());
      arguments.add(ended == null ? "" : ended.executionId());
      arguments.add(ended == null ? "" : Long.toString(ended.epoch()));
    }
    if (!arguments.isEmpty()) {
      CONFIRM.run(redis, keys.all(), arguments);
    }
  }

  /** Confirms ends by execution id and epoch, without an event. */
  public void confirm(Map<String, Long> epochs) {
    recorded(
        epochs.entrySet().stream()
            .map(each -> new RecordedEvent("", new Attempt(each.getKey(), each.getValue(), 0)))
            .toList());
  }

  /**
   * Removes markers that were confirmed longer ago, {@code limit} of them or a few hundred more.
   *
   * @return the number of confirmations that were removed; less than {@code limit} if none is left
   */
  public long trim(Duration kept, int limit) {
    var arguments = List.of(Long.toString(kept.toMillis()), Integer.toString(limit));
    return (Long) Objects.requireNonNull(TRIM.run(redis, keys.all(), arguments));
  }

  /** Returns the number of markers. */
  public long count() {
    return (Long) Objects.requireNonNull(redis.send("ZCARD", List.of(keys.done())));
  }

  /** Returns a page of markers: epochs by execution id. */
  public Map<String, Long> page(long from, int limit) {
    var arguments = List.of(Long.toString(from), Integer.toString(limit));
    var reply = QueueScripts.list(LIST.run(redis, keys.all(), arguments));
    var epochs = new LinkedHashMap<String, Long>();
    for (int i = 0; i + 1 < reply.size(); i += 2) {
      epochs.put((String) reply.get(i), Long.parseLong((String) reply.get(i + 1)));
    }
    return epochs;
  }
}
