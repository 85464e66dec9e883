package io.sluice.orchestrator.evidence;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thread as a JVM prints it on SIGQUIT.
 *
 * @param cpuMs processor time since its start
 * @param elapsedMs since its start
 * @param frames the newest first, at most 64, without the names of modules
 * @param waitsFor the monitor it waits to enter, as {@code java.lang.Object <0x…>}
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

  /** The newest call of a workflow: neither the JDK's nor ours. */
  Optional<String> topForeignFrame() {
    return frames.stream().filter(DumpedThread::isForeign).findFirst();
  }

  /** The class of a lambda is one that the JDK made, {@code My$$Lambda/0x…}. */
  private static boolean isForeign(String frame) {
    return !frame.contains("/0x") && NOT_FOREIGN.stream().noneMatch(frame::startsWith);
  }

  /** Class and method of a frame, without the place. */
  static String call(String frame) {
    return frame.substring(0, frame.indexOf('('));
  }

  /** With the simple name of the class, as a verdict names it. */
  static String inWords(String frame) {
    String call = call(frame);
    int method = call.lastIndexOf('.');
    int type = call.lastIndexOf('.', method - 1);
    return frame.substring(type + 1);
  }

  /** As a stack trace prints it. */
  String stack() {
    var text = new StringBuilder("\"" + name + "\" " + state + "\n");
    frames.forEach(frame -> text.append("    at ").append(frame).append('\n'));
    return text.toString();
  }
}
