package io.sluice.admin.redis;

import io.sluice.queue.RedisConnection;
import io.sluice.queue.Script;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads streams as a consumer of a group. A read blocks for at most one second, which is shorter
 * than the client's timeout and allows a quick stop.
 */
public final class StreamReader {

  private static final String BLOCK_MS = "1000";
  private static final String DEAD_AFTER_MS = "30000";
  private static final Script DONE = Script.load(StreamReader.class, "done.lua");

  private final RedisConnection redis;

  StreamReader(RedisConnection redis) {
    this.redis = redis;
  }

  /** Waits for new entries. */
  public List<StreamEntry> next(String stream, String group, String consumer, int count) {
    return read(
        "XREADGROUP",
        List.of(
            "GROUP",
            group,
            consumer,
            "COUNT",
            count + "",
            "BLOCK",
            BLOCK_MS,
            "STREAMS",
            stream,
            ">"));
  }

  /** Returns the entries that this consumer received and has not acknowledged; never blocks. */
  public List<StreamEntry> unacknowledged(String stream, String group, String consumer, int count) {
    return read(
        "XREADGROUP",
        List.of("GROUP", group, consumer, "COUNT", count + "", "STREAMS", stream, "0"));
  }

  /** Takes over entries that another consumer received 30 s ago and has not acknowledged. */
  public List<StreamEntry> abandoned(String stream, String group, String consumer, int count) {
    List<?> reply =
        list(
            redis.send(
                "XAUTOCLAIM",
                List.of(stream, group, consumer, DEAD_AFTER_MS, "0-0", "COUNT", count + "")));
    return entries(list(reply.get(1)));
  }

  /**
   * Acknowledges and deletes processed entries in one step. An entry that is acknowledged but not
   * deleted would never be delivered again, and would be counted as a pending result for ever.
   */
  public void done(String stream, String group, List<StreamEntry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    var arguments = new ArrayList<>(List.of(group));
    entries.forEach(entry -> arguments.add(entry.id()));
    DONE.run(redis, List.of(stream), arguments);
  }

  /** Returns the oldest entry, which shows the lag of the readers; null if there is none. */
  public @Nullable StreamEntry oldest(String stream) {
    var entries = entries(list(redis.send("XRANGE", List.of(stream, "-", "+", "COUNT", "1"))));
    return entries.isEmpty() ? null : entries.getFirst();
  }

  private List<StreamEntry> read(String command, List<String> arguments) {
    var reply = redis.send(command, arguments);
    return reply == null ? List.of() : entries(list(list(list(reply).getFirst()).get(1)));
  }

  private static List<StreamEntry> entries(List<?> reply) {
    var entries = new ArrayList<StreamEntry>(reply.size());
    for (Object item : reply) {
      // A deleted entry comes back without fields, or as nil.
      if (item instanceof List<?> entry) {
        entries.add(new StreamEntry((String) entry.getFirst(), fields(entry.get(1))));
      }
    }
    return entries;
  }

  private static Map<String, String> fields(@Nullable Object reply) {
    var fields = new HashMap<String, String>();
    if (reply instanceof List<?> texts) {
      for (int i = 0; i + 1 < texts.size(); i += 2) {
        fields.put(text(texts.get(i)), text(texts.get(i + 1)));
      }
    }
    return fields;
  }

  private static String text(@Nullable Object reply) {
    return String.valueOf(Objects.requireNonNull(reply));
  }

  private static List<?> list(@Nullable Object reply) {
    return (List<?>) Objects.requireNonNull(reply);
  }

  /**
   * An entry of a stream.
   *
   * @param id its stream id; the part before the dash is the time in ms by Redis's clock
   */
  public record StreamEntry(String id, Map<String, String> fields) {

    /**
     * Returns the time at which it was added, in milliseconds since the epoch by the clock of
     * Redis.
     */
    public long addedAtMs() {
      return Long.parseLong(id.substring(0, id.indexOf('-')));
    }
  }
}
