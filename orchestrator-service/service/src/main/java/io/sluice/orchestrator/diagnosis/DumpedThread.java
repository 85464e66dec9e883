package io.sluice.orchestrator.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thread as a JVM prints it on SIGQUIT.
 *
 * @param cpuMs processor time since its start
 * @param elapsedMs time since its start
 * @param frames newest first, at most 64, without the names of modules
 * @param waitsFor the monitor that it waits to enter, as {@code java.lang.Object <0x…>}
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
  private static final List<String> NOT_FOREIGN =
      List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "io.sluice.process.");

  /** Returns the newest frame of a workflow, neither of the JDK nor of Sluice. */
  Optional<String> topForeignFrame() {
    return frames.stream().filter(DumpedThread::isForeign).findFirst();
  }

  /**
   * Returns true for a class of a workflow. Classes of lambdas are made by the JDK, {@code
   * My$$Lambda/0x…}, and do not count.
   */
  private static boolean isForeign(String frame) {
    return !frame.contains("/0x") && NOT_FOREIGN.stream().noneMatch(frame::startsWith);
  }

  /** Returns class and method of a frame, without file and line. */
  static String call(String frame) {
    return frame.substring(0, frame.indexOf('('));
  }

  /** Returns a frame with the simple name of its class, as a verdict names it. */
  static String inWords(String frame) {
    String call = call(frame);
    int method = call.lastIndexOf('.');
    int type = call.lastIndexOf('.', method - 1);
    return frame.substring(type + 1);
  }

  /** Returns the stack in the format of a stack trace. */
  String stack() {
    var text = new StringBuilder("\"" + name + "\" " + state + "\n");
    frames.forEach(frame -> text.append("    at ").append(frame).append('\n'));
    return text.toString();
  }
}
