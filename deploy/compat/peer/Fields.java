package peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.queue.Json;
import java.util.Map;
import java.util.TreeMap;

/** Compares what the other version wrote with what this version reads in it. */
final class Fields {
  private static final ObjectMapper TREES = new ObjectMapper();

  private Fields() {}

  /**
   * Reads a message in which its writer filled every field, and answers it as this version has it.
   * A newer version may add fields that the older one ignores, and can do without them; the older
   * version's fields must all be there, and none of its own may be lost on the newer one.
   *
   * @param readerIsOlder whether this version is the older one
   * @param sample a message of this version with every field
   */
  static <T> T read(String json, Class<T> type, Object sample, boolean readerIsOlder) {
    T message = Json.read(json, type);
    Map<String, String> written = flat(json);
    Map<String, String> read = flat(Json.write(message));
    var needed = readerIsOlder ? flat(Json.write(sample)).keySet() : written.keySet();
    for (String field : needed) {
      if (!written.containsKey(field) || !read.containsKey(field)) {
        throw new IllegalStateException(
            type.getSimpleName() + "." + field + " of the older version is not in the newer one");
      }
    }
    read.forEach(
        (field, value) -> {
          if (!written.containsKey(field)) {
            throw new IllegalStateException(
                "%s.%s is not in the older version, and was read as %s instead of absent"
                    .formatted(type.getSimpleName(), field, value));
          }
          if (!value.equals(written.get(field))) {
            throw new IllegalStateException(
                "%s.%s was written as %s and read as %s"
                    .formatted(type.getSimpleName(), field, written.get(field), value));
          }
        });
    return message;
  }

  private static Map<String, String> flat(String json) {
    var fields = new TreeMap<String, String>();
    try {
      collect("", TREES.readTree(json), fields);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
    return fields;
  }

  private static void collect(String path, JsonNode node, Map<String, String> fields) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              field ->
                  collect(
                      path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                      field.getValue(),
                      fields));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(path + "[" + i + "]", node.get(i), fields);
      }
    } else {
      fields.put(path, node.toString());
    }
  }
}
