package io.sluice.chaos.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process of a worker, by the kernel's data.
 *
 * @param generation from its arguments
 * @param started in ticks since the machine's start: pids are reused
 */
public record ObservedProcess(long pid, long generation, long started) {
  private static final String GENERATION = "--generation=";

  /** Of the fields after the name. */
  private static final int START_TIME = 19;

  /** The processes of a worker that live now. */
  public static List<ObservedProcess> of(long workerPid) {
    return ProcessHandle.of(workerPid).stream()
        .flatMap(ProcessHandle::descendants)
        .flatMap(child -> seen(child.pid()).stream())
        .toList();
  }

  private static Optional<ObservedProcess> seen(long pid) {
    try {
      return Stream.of(arguments(pid).split("\0"))
          .filter(argument -> argument.startsWith(GENERATION))
          .map(argument -> Long.parseLong(argument.substring(GENERATION.length())))
          .map(generation -> new ObservedProcess(pid, generation, started(pid)))
          .findFirst();
    } catch (NumberFormatException notOurs) {
      return Optional.empty();
    }
  }

  /**
   * All processes of this machine whose arguments, each ended by a NUL, hold this.
   *
   * @return their pids
   */
  public static List<Long> withArguments(String part) {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> arguments(pid).contains(part))
        .toList();
  }

  private static String arguments(long pid) {
    try {
      return new String(
          Files.readAllBytes(Path.of("/proc/" + pid + "/cmdline")), StandardCharsets.UTF_8);
    } catch (IOException gone) {
      return "";
    }
  }

  /** True if this process is alive and not a zombie. */
  public boolean lives() {
    return lives(pid) && started(pid) == started;
  }

  /** True if a process with this pid is alive and not a zombie. */
  public static boolean lives(long pid) {
    return state(pid) != 'Z' && state(pid) != ' ';
  }

  /** The state that the kernel shows, T for stopped and Z for a zombie; a blank when it is gone. */
  public static char state(long pid) {
    return afterName(pid).map(fields -> fields[0].charAt(0)).orElse(' ');
  }

  private static long started(long pid) {
    return afterName(pid).map(fields -> Long.parseLong(fields[START_TIME])).orElse(-1L);
  }

  /** The fields after the name, which may contain blanks and brackets itself (proc(5), stat). */
  private static Optional<String[]> afterName(long pid) {
    try {
      var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return Optional.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** Signals to processes by pid. */
  public enum ProcessSignals {
    KILL,
    STOP,
    CONT,
    TERM,
    QUIT;

    /** Sends it; a pid that is gone is no error. */
    public void to(long pid) throws IOException, InterruptedException {
      new ProcessBuilder("/bin/kill", "-" + name(), Long.toString(pid))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    }
  }
}
