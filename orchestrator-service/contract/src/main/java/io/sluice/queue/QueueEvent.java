package io.sluice.queue;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the results stream.
 *
 * @param owner the worker it came from, absent for events of the queue itself
 * @param payload JSON of the kind's record, absent for BLOCKED and LOST
 * @param unverified Redis had forgotten the attempt: only PostgreSQL's guard decides
 * @param losses of a LOST event: how often it was lost in this epoch; else 0
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
   * @throws UnknownEventKind when a newer version wrote it
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
   * The attempt that an entry is about, whatever its kind.
   *
   * @throws IllegalArgumentException when a field is missing or not readable
   */
  public static Attempt attempt(Map<String, String> fields) {
    return new Attempt(
        field(fields, "id"),
        Long.parseLong(field(fields, "ep")),
        Long.parseLong(field(fields, "cl")));
  }

  /** The payload of a STARTED or ASKED event. */
  public StartedEvent started() {
    return Json.read(Objects.requireNonNull(payload), StartedEvent.class);
  }

  /** The payload of a RESULT, STUCK, CONVICTED, SUSPECT, KILLED or BLAMELESS event. */
  public OutcomeEvent outcome() {
    return Json.read(Objects.requireNonNull(payload), OutcomeEvent.class);
  }

  /** The payload of a GONE event. */
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
