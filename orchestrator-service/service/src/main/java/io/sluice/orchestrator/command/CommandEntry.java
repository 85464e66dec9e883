package io.sluice.orchestrator.command;

import io.sluice.command.WorkerMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the command stream.
 *
 * @param message null if it is not readable
 * @param mistake reason why it is not readable; otherwise empty
 */
record CommandEntry(String id, @Nullable WorkerMessage message, String mistake) {

  /** Returns the entries of one stream in a reply of XREAD; none if there is no reply. */
  static List<CommandEntry> read(@Nullable Object reply) {
    if (reply == null) {
      return List.of();
    }
    var entries = new ArrayList<CommandEntry>();
    for (Object entry : list(list(list(reply).getFirst()).get(1))) {
      entries.add(of((String) Objects.requireNonNull(list(entry).getFirst()), list(entry).get(1)));
    }
    return entries;
  }

  private static CommandEntry of(String id, @Nullable Object fields) {
    try {
      return new CommandEntry(id, WorkerMessage.of(fields(list(fields))), "");
    } catch (RuntimeException unreadable) {
      // Hostile input: one bad entry must not block the others.
      return new CommandEntry(id, null, String.valueOf(unreadable.getMessage()));
    }
  }

  private static Map<String, String> fields(List<?> names) {
    var fields = new LinkedHashMap<String, String>();
    for (int i = 0; i + 1 < names.size(); i += 2) {
      fields.put((String) names.get(i), (String) names.get(i + 1));
    }
    return fields;
  }

  private static List<?> list(@Nullable Object reply) {
    return (List<?>) Objects.requireNonNull(reply);
  }
}
