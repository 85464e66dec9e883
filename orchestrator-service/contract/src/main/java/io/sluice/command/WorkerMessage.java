package io.sluice.command;

import io.sluice.queue.Attempt;
import io.sluice.queue.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Entry of the command stream of a worker. */
public sealed interface WorkerMessage {

  /** A command, to be answered. */
  record Command(WorkerCommand command) implements WorkerMessage {}

  /**
   * Confirms that the recorder has stored the events of these attempts in PostgreSQL, or refused
   * them; the worker drops them.
   */
  record Recorded(List<Attempt> attempts) implements WorkerMessage {}

  /**
   * Answer to the request for a start permit.
   *
   * @param granted false if the attempt must never start and is to be released
   */
  record Permit(String executionId, long epoch, long claim, boolean granted)
      implements WorkerMessage {

    /** Returns the attempt that requested it. */
    public Attempt attempt() {
      return new Attempt(executionId, epoch, claim);
    }
  }

  /**
   * Reads the fields of a stream entry.
   *
   * @throws IllegalArgumentException if it is not a message
   */
  static WorkerMessage of(Map<String, String> fields) {
    var entry = fields.entrySet().iterator().next();
    return switch (entry.getKey()) {
      case "c" -> new Command(Json.read(entry.getValue(), WorkerCommand.class));
      case "r" -> new Recorded(attempts(entry.getValue()));
      case "p" -> Json.read(entry.getValue(), Permit.class);
      default -> throw new IllegalArgumentException("Unknown field " + entry.getKey());
    };
  }

  /** Returns the name of the field in the stream. */
  default String field() {
    return switch (this) {
      case Command _ -> "c";
      case Recorded _ -> "r";
      case Permit _ -> "p";
    };
  }

  /** Returns the value of the field in the stream. */
  default String value() {
    return switch (this) {
      case Command(var command) -> Json.write(command);
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
