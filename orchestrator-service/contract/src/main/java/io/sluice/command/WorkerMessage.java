package io.sluice.command;

import io.sluice.queue.Attempt;
import io.sluice.queue.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One entry of a worker's command stream. */
public sealed interface WorkerMessage {

  /** An order, to be answered. */
  record Order(WorkerCommand command) implements WorkerMessage {}

  /** The recorder has these attempts' events in PostgreSQL, applied or refused: forget them. */
  record Recorded(List<Attempt> attempts) implements WorkerMessage {}

  /**
   * The answer to a start permit that was asked for.
   *
   * @param granted without it the attempt must never start: release it
   */
  record Permit(String executionId, long epoch, long claim, boolean granted)
      implements WorkerMessage {

    /** The attempt that asked. */
    public Attempt attempt() {
      return new Attempt(executionId, epoch, claim);
    }
  }

  /**
   * Reads the fields of a stream entry.
   *
   * @throws IllegalArgumentException when it is none
   */
  static WorkerMessage of(Map<String, String> fields) {
    var entry = fields.entrySet().iterator().next();
    return switch (entry.getKey()) {
      case "c" -> new Order(Json.read(entry.getValue(), WorkerCommand.class));
      case "r" -> new Recorded(attempts(entry.getValue()));
      case "p" -> Json.read(entry.getValue(), Permit.class);
      default -> throw new IllegalArgumentException("Unknown field " + entry.getKey());
    };
  }

  /** The field's name in the stream. */
  default String field() {
    return switch (this) {
      case Order _ -> "c";
      case Recorded _ -> "r";
      case Permit _ -> "p";
    };
  }

  /** The field's value in the stream. */
  default String value() {
    return switch (this) {
      case Order(var command) -> Json.write(command);
      case Recorded(var attempts) ->
          attempts.stream()
              .map(a -> a.executionId() + "/" + a.epoch() + "/" + a.claim())
              .collect(Collectors.joining(" "));
      case Permit permit -> Json.write(permit);
    };
  }

  private static List<Attempt> attempts(String text) {
    return Arrays.stream(text.split(" ", -1)).map(WorkerMessage::attempt).toList();
  }

  private static Attempt attempt(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("Not an attempt: " + text);
    }
    return new Attempt(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
  }
}
