package io.sluice.diagnosis;

import java.util.List;

/**
 * One call on a stack, such as {@code Import.parse(Import.java:88)}.
 *
 * @param file name of the source file
 * @param line {@value #NATIVE} for a native method, negative or 0 if it is not known
 */
public record StackFrame(String type, String method, String file, int line) {
  /** Line of a native method, as in {@link StackTraceElement}. */
  public static final int NATIVE = -2;

  private static final int UNKNOWN = -1;
  private static final String GAP = "…";
  private static final String NATIVE_METHOD = "Native Method";
  private static final List<String> JDK_AND_RUNTIME =
      List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "io.sluice.process.");

  /** Returns a frame that stands for calls which were left out. */
  public static StackFrame gap(int calls) {
    return new StackFrame(GAP, calls + " calls are left out", "", UNKNOWN);
  }

  /** Parses a frame as a stack trace prints it. */
  public static StackFrame parse(String text) {
    int open = text.indexOf('(');
    int close = text.lastIndexOf(')');
    String call = open < 0 ? text : text.substring(0, open);
    String source = open < 0 || close < open ? "" : text.substring(open + 1, close);
    int method = call.lastIndexOf('.');
    int line = line(source);
    return new StackFrame(
        method < 0 ? "" : call.substring(0, method),
        call.substring(method + 1),
        line > 0 ? source.substring(0, source.lastIndexOf(':')) : source,
        line);
  }

  private static int line(String source) {
    if (source.equals(NATIVE_METHOD)) {
      return NATIVE;
    }
    String digits = source.substring(source.lastIndexOf(':') + 1);
    return source.contains(":") && digits.matches("[0-9]{1,9}")
        ? Integer.parseInt(digits)
        : UNKNOWN;
  }

  /**
   * Returns true if the frame is code of a workflow: neither of the JDK nor of Sluice, nor of a
   * class that the JDK made for a lambda, {@code My$$Lambda/0x…}.
   */
  public boolean isForeign() {
    return !type.contains("/0x")
        && !type.equals(GAP)
        && JDK_AND_RUNTIME.stream().noneMatch(type::startsWith);
  }

  /** Returns true for code of a workflow, and for a class that the JDK made for a lambda of it. */
  boolean isOfBundle() {
    return JDK_AND_RUNTIME.stream().noneMatch(type::startsWith);
  }

  boolean isNative() {
    return line == NATIVE;
  }

  boolean isSameCallAs(StackFrame other) {
    return type.equals(other.type) && method.equals(other.method);
  }

  String call() {
    return type + "." + method;
  }

  /** Returns the frame with the simple class name, as a verdict names it. */
  public String withSimpleName() {
    return type.substring(type.lastIndexOf('.') + 1) + "." + method + source();
  }

  /** Returns the frame with the full class name, as in a stack trace. */
  public String withFullName() {
    return type.equals(GAP) ? GAP + " " + method : call() + source();
  }

  private String source() {
    return line > 0 ? "(" + file + ":" + line + ")" : "(" + file + ")";
  }
}
