package io.sluice.orchestrator.process;

import io.sluice.orchestrator.process.KernelView.Task;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * State of a process in the kernel at one moment (proc(5)).
 *
 * @param state its letter: R running, S sleeping, D waiting for a disk, T stopped, t traced, Z
 *     ended; empty if it could not be read
 * @param cpuTicks user and system time of all its threads, in 1/100 s
 * @param threads number of its threads
 * @param tasks at most 64 of its threads, the busiest first
 */
public record KernelView(String state, long cpuTicks, long threads, List<Task> tasks) {
  public static final KernelView NONE = new KernelView("", 0, 0, List.of());

  /**
   * One thread.
   *
   * @param name its first 15 characters
   */
  public record Task(long tid, String name, String state, long cpuTicks) {}

  /** Returns true if it was stopped by a signal or a debugger, so that it cannot answer. */
  public boolean isStopped() {
    return state.equalsIgnoreCase("t");
  }

  /** Reads {@code /proc/<pid>/stat} and {@code /proc/<pid>/task/<tid>/stat}. */
  static final class ProcFiles {
    private static final int MAX_READ = 4_096;
    private static final int MAX_KEPT = 64;

    private static final int STATE = 0;
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;
    private static final int THREADS = 17;

    private ProcFiles() {}

    /**
     * One line of a stat file; its fields are counted after the name, which may contain any
     * character.
     */
    record Stat(long id, String name, String state, long cpuTicks, long threads) {

      static Optional<Stat> parse(String line) {
        int open = line.indexOf('(');
        int close = line.lastIndexOf(')');
        if (open < 0 || close < open) {
          return Optional.empty();
        }
        String[] fields = line.substring(close + 1).strip().split(" ", -1);
        try {
          return Optional.of(
              new Stat(
                  Long.parseLong(line.substring(0, open).strip()),
                  line.substring(open + 1, close),
                  fields[STATE],
                  Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]),
                  Long.parseLong(fields[THREADS])));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
          return Optional.empty();
        }
      }
    }

    static KernelView view(long pid) {
      Path process = Path.of("/proc", Long.toString(pid));
      return read(process)
          .map(
              stat ->
                  new KernelView(
                      stat.state(),
                      stat.cpuTicks(),
                      stat.threads(),
                      tasks(process.resolve("task"))))
          .orElse(KernelView.NONE);
    }

    private static List<Task> tasks(Path folder) {
      var tasks = new ArrayList<Task>();
      try (DirectoryStream<Path> each = Files.newDirectoryStream(folder)) {
        for (Path task : each) {
          if (tasks.size() >= MAX_READ) {
            break;
          }
          read(task)
              .ifPresent(
                  stat ->
                      tasks.add(new Task(stat.id(), stat.name(), stat.state(), stat.cpuTicks())));
        }
      } catch (IOException _) {
        // The process has ended meanwhile; the tasks read so far are kept.
      }
      return tasks.stream()
          .sorted(Comparator.comparingLong(Task::cpuTicks).reversed())
          .limit(MAX_KEPT)
          .toList();
    }

    private static Optional<Stat> read(Path folder) {
      try {
        return Stat.parse(Files.readString(folder.resolve("stat")));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }
}
