package io.sluice.chaos.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The event log of a fleet, written by the worker: one line for each change of a process. */
public final class FleetLog {
  private static final Pattern LINE =
      Pattern.compile(
          "^(\\S+) .*generation=(\\d+) from=(\\w+) to=(\\w+) event=(\\w+) model=(\\w+) step=(\\d+) active=(\\w+)");

  private FleetLog() {}

  /**
   * One change of one process.
   *
   * @param atMillis wall clock of the machine
   * @param step changes of one decision have the same one; it begins at 0 with each worker
   * @param active the generation that is ACTIVE after the step, or none
   */
  public record Change(
      long atMillis,
      long generation,
      String from,
      String to,
      String event,
      String model,
      long step,
      String active) {
    public boolean ofThreads() {
      return model.equals("thread");
    }

    public boolean noneActive() {
      return active.equals("none");
    }
  }

  /** States of the processes of a worker that runs now. */
  public record Fleet(Map<Long, String> states) {
    public List<Long> in(String state) {
      return states.entrySet().stream()
          .filter(entry -> entry.getValue().equals(state))
          .map(Map.Entry::getKey)
          .toList();
    }
  }

  /** The changes of each worker that wrote this log, one after the other. */
  public static List<List<Change>> sessions(Path log) throws IOException {
    if (!Files.exists(log)) {
      return List.of();
    }
    try (var lines = Files.lines(log, StandardCharsets.UTF_8)) {
      return sessions(lines);
    }
  }

  public static List<List<Change>> sessions(Stream<String> lines) {
    var sessions = new ArrayList<List<Change>>();
    lines
        .map(LINE::matcher)
        .filter(Matcher::find)
        .map(FleetLog::change)
        .forEach(
            change -> {
              boolean first = change.step() == 0 && change.from().equals("none");
              if (sessions.isEmpty() || (first && sessions.getLast().getLast().step() > 0)) {
                sessions.add(new ArrayList<>());
              }
              sessions.getLast().add(change);
            });
    return sessions.stream().map(List::copyOf).toList();
  }

  /** The states of the latest worker's processes. */
  public static Fleet latest(Path log) throws IOException {
    var states = new TreeMap<Long, String>();
    var sessions = sessions(log);
    if (!sessions.isEmpty()) {
      sessions.getLast().forEach(change -> states.put(change.generation(), change.to()));
    }
    return new Fleet(states);
  }

  private static Change change(Matcher line) {
    return new Change(
        OffsetDateTime.parse(line.group(1)).toInstant().toEpochMilli(),
        Long.parseLong(line.group(2)),
        line.group(3),
        line.group(4),
        line.group(5),
        line.group(6),
        Long.parseLong(line.group(7)),
        line.group(8));
  }
}
