package io.sluice.process.diagnosis;

import io.sluice.diagnosis.SystemCall;
import io.sluice.process.output.BoundedText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads from {@code /proc} in which system call a thread of this process is. Without {@code /proc}
 * nothing is known. Stateless; stops no thread.
 */
final class KernelThreads {
  /** The thread is not known to the kernel by an id. */
  static final long UNKNOWN = 0;

  private static final Path SELF = Path.of("/proc/self");
  private static final Path CURRENT = Path.of("/proc/thread-self");
  private static final int MAX_NAME = 15;
  private static final int MAX_PATH = 1_024;
  private static final int MAX_PATH_BYTES = 300;
  private static final int MAX_TASKS = 2_000;
  private static final int POINTER = 16;
  private static final boolean X86 = System.getProperty("os.arch", "").equals("amd64");

  /** Calls that wait, by their number on this machine, and what their first arguments mean. */
  private static final Map<String, Call> CALLS = X86 ? x86() : arm();

  private KernelThreads() {}

  /** Meaning of the first arguments of a call. */
  private enum Argument {
    NONE,
    DESCRIPTOR,
    POLLED,
    PATH,
    PATH_AT
  }

  private record Call(String name, Argument argument) {}

  private static Map<String, Call> x86() {
    return Map.ofEntries(
        Map.entry("0", new Call("read", Argument.DESCRIPTOR)),
        Map.entry("1", new Call("write", Argument.DESCRIPTOR)),
        Map.entry("2", new Call("open", Argument.PATH)),
        Map.entry("7", new Call("poll", Argument.POLLED)),
        Map.entry("17", new Call("pread64", Argument.DESCRIPTOR)),
        Map.entry("18", new Call("pwrite64", Argument.DESCRIPTOR)),
        Map.entry("19", new Call("readv", Argument.DESCRIPTOR)),
        Map.entry("20", new Call("writev", Argument.DESCRIPTOR)),
        Map.entry("23", new Call("select", Argument.NONE)),
        Map.entry("35", new Call("nanosleep", Argument.NONE)),
        Map.entry("42", new Call("connect", Argument.DESCRIPTOR)),
        Map.entry("43", new Call("accept", Argument.DESCRIPTOR)),
        Map.entry("44", new Call("sendto", Argument.DESCRIPTOR)),
        Map.entry("45", new Call("recvfrom", Argument.DESCRIPTOR)),
        Map.entry("46", new Call("sendmsg", Argument.DESCRIPTOR)),
        Map.entry("47", new Call("recvmsg", Argument.DESCRIPTOR)),
        Map.entry("61", new Call("wait4", Argument.NONE)),
        Map.entry("72", new Call("fcntl", Argument.DESCRIPTOR)),
        Map.entry("74", new Call("fsync", Argument.DESCRIPTOR)),
        Map.entry("202", new Call("futex", Argument.NONE)),
        Map.entry("230", new Call("clock_nanosleep", Argument.NONE)),
        Map.entry("232", new Call("epoll_wait", Argument.NONE)),
        Map.entry("257", new Call("openat", Argument.PATH_AT)),
        Map.entry("271", new Call("ppoll", Argument.POLLED)),
        Map.entry("288", new Call("accept4", Argument.DESCRIPTOR)));
  }

  private static Map<String, Call> arm() {
    return Map.ofEntries(
        Map.entry("25", new Call("fcntl", Argument.DESCRIPTOR)),
        Map.entry("56", new Call("openat", Argument.PATH_AT)),
        Map.entry("63", new Call("read", Argument.DESCRIPTOR)),
        Map.entry("64", new Call("write", Argument.DESCRIPTOR)),
        Map.entry("65", new Call("readv", Argument.DESCRIPTOR)),
        Map.entry("66", new Call("writev", Argument.DESCRIPTOR)),
        Map.entry("67", new Call("pread64", Argument.DESCRIPTOR)),
        Map.entry("68", new Call("pwrite64", Argument.DESCRIPTOR)),
        Map.entry("73", new Call("ppoll", Argument.POLLED)),
        Map.entry("82", new Call("fsync", Argument.DESCRIPTOR)),
        Map.entry("101", new Call("nanosleep", Argument.NONE)),
        Map.entry("115", new Call("clock_nanosleep", Argument.NONE)),
        Map.entry("98", new Call("futex", Argument.NONE)),
        Map.entry("202", new Call("accept", Argument.DESCRIPTOR)),
        Map.entry("203", new Call("connect", Argument.DESCRIPTOR)),
        Map.entry("206", new Call("sendto", Argument.DESCRIPTOR)),
        Map.entry("207", new Call("recvfrom", Argument.DESCRIPTOR)),
        Map.entry("211", new Call("sendmsg", Argument.DESCRIPTOR)),
        Map.entry("212", new Call("recvmsg", Argument.DESCRIPTOR)),
        Map.entry("242", new Call("accept4", Argument.DESCRIPTOR)),
        Map.entry("260", new Call("wait4", Argument.NONE)));
  }

  /** Returns the id of the calling thread in the kernel. */
  static long current() {
    try {
      return Long.parseLong(Files.readSymbolicLink(CURRENT).getFileName().toString());
    } catch (IOException | RuntimeException _) {
      return UNKNOWN;
    }
  }

  /**
   * Returns the ids in the kernel of the threads of this process by their names, of which the
   * kernel keeps 15 bytes; those of several threads with one name are unknown.
   */
  static Map<String, Long> byName() {
    Map<String, Long> found = new HashMap<>();
    try (var tasks = Files.newDirectoryStream(SELF.resolve("task"))) {
      int seen = 0;
      for (var task : tasks) {
        if (seen++ > MAX_TASKS) {
          return Map.of();
        }
        found.merge(
            Files.readString(task.resolve("comm")).strip(),
            Long.parseLong(task.getFileName().toString()),
            (_, _) -> UNKNOWN);
      }
    } catch (IOException | RuntimeException _) {
      // A thread has ended meanwhile, or there is no such file: what was found counts.
    }
    return found;
  }

  /** Returns the id of a thread by its name. */
  static long idOf(String thread, Map<String, Long> byName) {
    var bytes = thread.getBytes(StandardCharsets.UTF_8);
    var name = new String(bytes, 0, Math.min(MAX_NAME, bytes.length), StandardCharsets.UTF_8);
    return byName.getOrDefault(name.strip(), UNKNOWN);
  }

  /** Returns the call of a thread; null if it is not known, or {@code running} outside of calls. */
  static @Nullable SystemCall callOf(long tid) {
    if (tid == UNKNOWN) {
      return null;
    }
    try {
      var text = Files.readString(SELF.resolve("task/" + tid + "/syscall")).strip();
      return text.startsWith("running") ? new SystemCall("running", null) : parse(text);
    } catch (IOException | RuntimeException _) {
      return null;
    }
  }

  private static SystemCall parse(String text) throws IOException {
    var words = List.of(text.split(" ", -1));
    var call = CALLS.get(words.getFirst());
    if (call == null) {
      return new SystemCall("call " + words.getFirst(), null);
    }
    var target =
        switch (call.argument()) {
          case NONE -> null;
          case DESCRIPTOR -> Descriptors.target(number(words.get(1)));
          case POLLED -> Descriptors.target(polled(number(words.get(1))));
          case PATH -> file(number(words.get(1)));
          case PATH_AT -> file(number(words.get(2)));
        };
    return new SystemCall(call.name(), target);
  }

  private static long number(String hexadecimal) {
    return Long.parseUnsignedLong(hexadecimal.substring(2), POINTER);
  }

  /** Reads the first descriptor of an array for poll, which is in the memory of the thread. */
  private static long polled(long address) throws IOException {
    return Memory.read(address, Integer.BYTES).getInt();
  }

  private static SystemCall.File file(long address) throws IOException {
    var bytes = Memory.read(address, MAX_PATH).array();
    int length = 0;
    while (length < bytes.length && bytes[length] != 0) {
      length++;
    }
    var path = new String(bytes, 0, length, StandardCharsets.UTF_8);
    return new SystemCall.File(
        BoundedText.of(path, MAX_PATH_BYTES), Descriptors.isFifo(Path.of(path)), 0);
  }
}
