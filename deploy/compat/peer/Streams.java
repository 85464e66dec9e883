package peer;

import io.sluice.queue.RedisConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads streams as the services do: by the names of the fields. */
final class Streams {
  private Streams() {}

  /** One entry of a stream. */
  record Entry(String id, Map<String, String> fields) {}

  /** All entries of a stream. */
  static List<Entry> all(RedisConnection redis, String stream) {
    return entries((List<?>) redis.send("XRANGE", List.of(stream, "-", "+")));
  }

  /** Reads and acknowledges the new entries of a group, and removes them. */
  static List<Entry> take(RedisConnection redis, String stream, String group) {
    var command = List.of("GROUP", group, "reader", "COUNT", "1000", "STREAMS", stream, ">");
    var reply = (List<?>) redis.send("XREADGROUP", command);
    if (reply == null) {
      return List.of();
    }
    var entries = entries((List<?>) ((List<?>) reply.getFirst()).get(1));
    for (Entry entry : entries) {
      redis.send("XACK", List.of(stream, group, entry.id()));
      redis.send("XDEL", List.of(stream, entry.id()));
    }
    return entries;
  }

  private static List<Entry> entries(List<?> reply) {
    var entries = new ArrayList<Entry>();
    for (Object each : reply) {
      var entry = (List<?>) each;
      var flat = (List<?>) entry.get(1);
      var fields = new LinkedHashMap<String, String>();
      for (int i = 0; i < flat.size(); i += 2) {
        fields.put((String) flat.get(i), (String) flat.get(i + 1));
      }
      entries.add(new Entry((String) entry.getFirst(), fields));
    }
    return entries;
  }
}
