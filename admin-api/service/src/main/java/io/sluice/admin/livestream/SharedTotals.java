package io.sluice.admin.livestream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.admin.http.JsonText;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.LiveEvent;
import io.sluice.api.LiveFrame.LiveTotals;
import io.sluice.queue.ControlKeys;
import io.sluice.queue.RedisConnection;
import io.sluice.queue.Script;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Totals of all instances of admin-api, in Redis. Totals and events are updated in one step. After
 * a loss of Redis they start again.
 */
@Singleton
final class SharedTotals {

  private static final Script ADD = Script.load(SharedTotals.class, "add.lua");
  private static final String SINCE = "since";
  private static final String QUEUED = "queued";
  private static final String STARTED = "started";

  private final RedisConnection redis;
  private final ObjectMapper json;
  private final String source = UUID.randomUUID().toString();

  SharedTotals(RedisConnection redis, ObjectMapper json) {
    this.redis = redis;
    this.json = json;
  }

  /**
   * Adds a batch and publishes its events. A repeated batch, after a missing answer, is not added
   * twice.
   */
  void add(ExecutionCounters.Batch batch, List<LiveEvent> events) {
    var increments = new HashMap<String, Long>();
    increments.put(QUEUED, batch.queued());
    increments.put(STARTED, batch.started());
    batch.finished().forEach((status, count) -> increments.put(field(status), count));
    var arguments = new ArrayList<String>();
    arguments.add(Long.toString(batch.number()));
    arguments.add(ControlKeys.LIVE);
    arguments.add(Integer.toString(increments.size()));
    increments.forEach(
        (field, count) -> {
          arguments.add(field);
          arguments.add(Long.toString(count));
        });
    events.forEach(event -> arguments.add(JsonText.of(json.writerFor(LiveEvent.class), event)));
    ADD.run(redis, List.of(ControlKeys.TOTALS, ControlKeys.added(source)), arguments);
  }

  /** Returns the present totals, or null if nothing was counted yet. */
  @Nullable LiveTotals read() {
    var reply =
        (List<?>) Objects.requireNonNull(redis.send("HGETALL", List.of(ControlKeys.TOTALS)));
    var values = new HashMap<String, Long>();
    for (int i = 0; i + 1 < reply.size(); i += 2) {
      values.put(String.valueOf(reply.get(i)), Long.valueOf(String.valueOf(reply.get(i + 1))));
    }
    Long since = values.get(SINCE);
    return since == null ? null : totals(Instant.ofEpochMilli(since), values);
  }

  private static LiveTotals totals(Instant since, Map<String, Long> values) {
    var finished = new EnumMap<ExecutionStatus, Long>(ExecutionStatus.class);
    for (ExecutionStatus status : ExecutionStatus.values()) {
      Long count = values.get(field(status));
      if (count != null) {
        finished.put(status, count);
      }
    }
    return new LiveTotals(
        since, values.getOrDefault(QUEUED, 0L), values.getOrDefault(STARTED, 0L), finished);
  }

  private static String field(ExecutionStatus status) {
    return "finished:" + status;
  }
}
