package io.sluice.chaos.workflows.corpus;

import io.sluice.chaos.workflows.corpus.CorpusWork.Case;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** Waits for files, pipes and child processes. */
@SuppressWarnings({
  "FutureReturnValueIgnored",
  "ReturnValueIgnored",
  "CheckReturnValue",
  "AddressSelection",
  "ModifiedButNotUsed",
  "BanJNDI",
  "UnnecessaryStringBuilder",
  "Finally",
  "BusyWait",
  "Interruption",
  "UnusedVariable",
  "ThreadPriorityCheck",
  "WaitNotInLoop",
  "LockNotBeforeTry",
  "StreamResourceLeak",
  "InputStreamSlowMultibyteRead",
  "JdkObsolete",
  "EmptyCatch",
  "try"
})
final class FileCases {
  private static final int BIG = 1 << 20;

  private FileCases() {}

  static Map<String, Case> all() {
    return Map.ofEntries(
        Map.entry("fifo-open", scene -> open(scene.folder())),
        Map.entry("fifo-read", scene -> read(scene.folder())),
        Map.entry("fifo-read-nio", scene -> readAll(scene.folder())),
        Map.entry("file-lock", scene -> lock(scene.folder())),
        Map.entry("standard-input", _ -> standardInput()),
        Map.entry("child-wait", _ -> childWait()),
        Map.entry("child-exit-future", _ -> childExit()),
        Map.entry("child-output", _ -> childOutput()),
        Map.entry("child-input", _ -> childInput()));
  }

  private static Path fifo(String folder, String name) throws Exception {
    var path = Path.of(folder, name);
    new ProcessBuilder("mkfifo", path.toString()).start().waitFor();
    return path;
  }

  private static void open(String folder) throws Exception {
    var path = fifo(folder, "no-writer.fifo");
    try (var file = new FileInputStream(path.toFile())) { // at: fifo-open
      file.read();
    }
  }

  private static void read(String folder) throws Exception {
    var path = fifo(folder, "silent.fifo");
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      file.read(); // at: fifo-read
    }
  }

  private static void readAll(String folder) throws Exception {
    var path = fifo(folder, "never.fifo");
    Files.readAllBytes(path); // at: fifo-read-nio
  }

  private static void lock(String folder) throws Exception {
    var path = Path.of(folder, "shared.lock");
    var holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("corpus.jar", ""),
                FileLockHolder.class.getName(),
                path.toString())
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .start();
    holder.inputReader().readLine();
    Deaf.forever(
        () -> {
          Thread.interrupted();
          try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.lock(); // at: file-lock
          }
        });
  }

  private static void standardInput() throws IOException {
    try (var input = new FileInputStream(FileDescriptor.in)) {
      input.read(); // at: standard-input
    }
  }

  private static Process sleep(String seconds) throws IOException {
    return new ProcessBuilder("sleep", seconds).start();
  }

  private static void childWait() throws IOException {
    var child = sleep("3601");
    Deaf.forever(() -> child.waitFor()); // at: child-wait
  }

  private static void childExit() throws IOException {
    var child = sleep("3602");
    Deaf.forever(() -> child.onExit().get()); // at: child-exit-future
  }

  private static void childOutput() throws IOException {
    var child = sleep("3603");
    child.getInputStream().read(); // at: child-output
  }

  private static void childInput() throws IOException {
    var child = sleep("3604");
    try (var to = child.getOutputStream()) {
      to.write(new byte[BIG]); // at: child-input
    }
  }
}
