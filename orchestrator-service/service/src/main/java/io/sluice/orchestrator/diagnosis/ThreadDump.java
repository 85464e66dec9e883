package io.sluice.orchestrator.diagnosis;

import io.sluice.diagnosis.StackFrame;
import io.sluice.diagnosis.ThreadSample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Threads of a dump, and the names of those in a deadlock that the JVM found. Unreadable lines are
 * skipped, because the text is standard output of the process, on which workflows print too.
 */
record ThreadDump(List<DumpedThread> threads, List<String> deadlock) {
  /** Beginning of the name of the thread of an execution. */
  static final String EXECUTION = "execution-";

  private static final double NANOS_PER_MS = 1e6;
  static final ThreadDump NONE = new ThreadDump(List.of(), List.of());

  private static final int MAX_FRAMES = 64;
  private static final String DEADLOCK = "\nFound one Java-level deadlock:";
  private static final String DEADLOCK_STACKS = "\nJava stack information";
  private static final Pattern DEADLOCKED = Pattern.compile("(?m)^\"(.{1,200})\":$");
  private static final Pattern HEADER =
      Pattern.compile(
          "^\"(.{1,200})\" #.{0,80}? cpu=([0-9.]{1,15})ms elapsed=([0-9.]{1,15})s .{0,80}?"
              + "nid=([0-9]{1,10}) .*");
  private static final Pattern STATE = Pattern.compile("^ +java\\.lang\\.Thread\\.State: (\\w+).*");
  private static final Pattern FRAME = Pattern.compile("^\\tat (.{1,500}\\(.{0,200}\\))$");
  private static final Pattern LOCK =
      Pattern.compile(
          "^\\t- (waiting to lock|parking to wait for|waiting on|locked) +<(0x\\p{XDigit}+)>"
              + " \\(a (.{1,200})\\)$");
  private static final Pattern INITIALIZATION =
      Pattern.compile("^\\t- waiting on the (Class initialization monitor for .{1,200})$");

  static ThreadDump parse(String text) {
    var threads = new ArrayList<DumpedThread>();
    Reader reader = null;
    for (String line : text.lines().toList()) {
      Matcher header = HEADER.matcher(line);
      if (header.matches()) {
        reader = new Reader(header);
      } else if (reader != null && line.isEmpty()) {
        threads.add(reader.thread());
        reader = null;
      } else if (reader != null) {
        reader.read(line);
      }
    }
    return new ThreadDump(List.copyOf(threads), deadlocked(text));
  }

  Optional<DumpedThread> named(String name) {
    return threads.stream().filter(thread -> thread.name().equals(name)).findFirst();
  }

  /** Returns the thread that has entered a monitor. */
  Optional<DumpedThread> holder(String monitor) {
    return threads.stream()
        .filter(thread -> thread.holds().stream().anyMatch(held -> monitor.endsWith(held + ">")))
        .filter(thread -> !monitor.equals(thread.waitsFor()))
        .findFirst();
  }

  /** Returns a thread as a sample for the classification of stuck executions. */
  Optional<ThreadSample> sample(String name) {
    return named(name)
        .map(
            thread ->
                new ThreadSample(
                    Instant.EPOCH.plusNanos(Math.round(thread.elapsedMs() * NANOS_PER_MS)),
                    name,
                    thread.state(),
                    thread.frames().stream().map(StackFrame::parse).toList(),
                    lock(thread.waitsFor()),
                    List.of(),
                    new ThreadSample.Usage(Math.round(thread.cpuMs() * NANOS_PER_MS), 0, 0)));
  }

  private ThreadSample.@Nullable Lock lock(@Nullable String monitor) {
    if (monitor == null) {
      return null;
    }
    String owner = holder(monitor).map(DumpedThread::name).orElse(null);
    return new ThreadSample.Lock(
        monitor,
        owner,
        owner != null && owner.startsWith(EXECUTION) ? owner.substring(EXECUTION.length()) : null);
  }

  private static List<String> deadlocked(String text) {
    int from = text.indexOf(DEADLOCK);
    if (from < 0) {
      return List.of();
    }
    int to = text.indexOf(DEADLOCK_STACKS, from);
    return DEADLOCKED
        .matcher(text.substring(from, to < 0 ? text.length() : to))
        .results()
        .map(found -> found.group(1))
        .distinct()
        .toList();
  }

  /** Reads the lines of one thread. Confined to one parse. */
  private static final class Reader {
    private final String name;
    private final long tid;
    private final double cpuMs;
    private final double elapsedMs;
    private final List<String> frames = new ArrayList<>();
    private final Set<String> holds = new HashSet<>();
    private String state = "";
    private @Nullable String waitsFor;

    Reader(Matcher header) {
      name = header.group(1);
      cpuMs = number(header.group(2));
      elapsedMs = number(header.group(3)) * 1_000;
      tid = Long.parseLong(header.group(4));
    }

    private static double number(String text) {
      try {
        return Double.parseDouble(text);
      } catch (NumberFormatException e) {
        return 0;
      }
    }

    void read(String line) {
      Matcher found = FRAME.matcher(line);
      if (found.matches() && frames.size() < MAX_FRAMES) {
        frames.add(withoutModule(found.group(1)));
        return;
      }
      found = STATE.matcher(line);
      if (found.matches()) {
        state = found.group(1);
        return;
      }
      found = LOCK.matcher(line);
      if (found.matches() && found.group(1).equals("locked")) {
        holds.add(found.group(2));
      } else if (found.matches()) {
        waitsFor = found.group(3) + " <" + found.group(2) + ">";
      } else {
        found = INITIALIZATION.matcher(line);
        waitsFor = found.matches() ? found.group(1) : waitsFor;
      }
    }

    /**
     * Returns a frame such as {@code java.lang.Thread.run(java.base@25.0.3/Thread.java:1474)}
     * without the name of the module.
     */
    private static String withoutModule(String frame) {
      int location = frame.indexOf('(');
      String where = frame.substring(location + 1);
      return frame.substring(0, location + 1) + where.substring(where.indexOf('/') + 1);
    }

    DumpedThread thread() {
      return new DumpedThread(
          name, tid, cpuMs, elapsedMs, state, List.copyOf(frames), waitsFor, Set.copyOf(holds));
    }
  }

  /**
   * One thread as a JVM prints it on SIGQUIT.
   *
   * @param cpuMs processor time since its start
   * @param elapsedMs time since its start
   * @param frames newest first, at most 64, without the names of modules
   * @param waitsFor the object that it waits for, as {@code java.lang.Object <0x…>}, or the class
   *     whose initialization it waits for
   * @param holds addresses of monitors that it has entered
   */
  record DumpedThread(
      String name,
      long tid,
      double cpuMs,
      double elapsedMs,
      String state,
      List<String> frames,
      @Nullable String waitsFor,
      Set<String> holds) {
    /** Returns the newest frame of a workflow. */
    Optional<String> topForeignFrame() {
      return frames.stream().filter(frame -> StackFrame.parse(frame).isForeign()).findFirst();
    }

    /** Returns the stack in the format of a stack trace. */
    String stack() {
      var text = new StringBuilder("\"" + name + "\" " + state + "\n");
      frames.forEach(frame -> text.append("    at ").append(frame).append('\n'));
      return text.toString();
    }
  }
}
