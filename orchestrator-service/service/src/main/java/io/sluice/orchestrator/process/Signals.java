package io.sluice.orchestrator.process;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names of the signals that can end a process on Linux (signal(7)). */
final class Signals {
  private static final int FIRST_CODE = 128;
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(1, "SIGHUP"),
          Map.entry(2, "SIGINT"),
          Map.entry(3, "SIGQUIT"),
          Map.entry(4, "SIGILL"),
          Map.entry(5, "SIGTRAP"),
          Map.entry(6, "SIGABRT"),
          Map.entry(7, "SIGBUS"),
          Map.entry(8, "SIGFPE"),
          Map.entry(9, "SIGKILL"),
          Map.entry(11, "SIGSEGV"),
          Map.entry(13, "SIGPIPE"),
          Map.entry(15, "SIGTERM"),
          Map.entry(24, "SIGXCPU"),
          Map.entry(25, "SIGXFSZ"),
          Map.entry(31, "SIGSYS"));

  private Signals() {}

  /** Returns the signal that an exit code stands for; null if it stands for none. */
  static @Nullable String ofExitCode(int code) {
    return NAMES.get(code - FIRST_CODE);
  }
}
