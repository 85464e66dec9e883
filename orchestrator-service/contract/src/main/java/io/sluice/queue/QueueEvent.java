package io.sluice.queue;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Entry of the results stream.
 *
 * @param owner worker that sent it, absent for events of the queue itself
 * @param payload record of the kind as JSON, absent for BLOCKED and LOST
 * @param unverified true if Redis had forgotten the attempt, so that only PostgreSQL decides
 * @param losses number of losses in this epoch, for a LOST event; otherwise 0
 */
public record QueueEvent(
    EventKind kind,
    Attempt attempt,
    @Nullable String owner,
    @Nullable String payload,
    boolean unverified,
    int losses) {

  /**
   * Reads the fields of a stream entry.
   *
   * @throws UnknownEventKind if a newer version wrote it
   * @throws IllegalArgumentException when a field is missing or not readable
   */
  public static QueueEvent of(Map<String, String> fields) {
    return new QueueEvent(
        EventKind.ofWire(field(fields, "k")),
        attempt(fields),
        fields.get("o"),
        fields.get("r"),
        "1".equals(fields.get("u")),
        Integer.parseInt(fields.getOrDefault("ls", "0")));
  }

  /**
   * Returns the attempt of an entry of any kind.
   *
   * @throws IllegalArgumentException when a field is missing or not readable
   */
  public static Attempt attempt(Map<String, String> fields) {
    return new Attempt(
        field(fields, "id"),
        Long.parseLong(field(fields, "ep")),
        Long.parseLong(field(fields, "cl")));
  }

  /** Returns the payload of a STARTED or ASKED event. */
  public StartedEvent started() {
    return Json.read(Objects.requireNonNull(payload), StartedEvent.class);
  }

  /** Returns the payload of a RESULT, STUCK, CONVICTED, SUSPECT, KILLED or BLAMELESS event. */
  public OutcomeEvent outcome() {
    return Json.read(Objects.requireNonNull(payload), OutcomeEvent.class);
  }

  /** Returns the payload of a GONE event. */
  public GoneEvent gone() {
    return Json.read(Objects.requireNonNull(payload), GoneEvent.class);
  }

  private static String field(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("An event without field " + name + ": " + fields.keySet());
    }
    return value;
  }
}
