package io.sluice.process.stuck;

import java.util.List;

/** One call on a stack, as {@code Import.parse(Import.java:88)}. */
record Frame(String type, String method, String file, int line) {
  private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");
  private static final int NATIVE = -2;
  private static final String RUNTIME = "io.sluice.process.";

  static Frame of(StackTraceElement element) {
    var file = element.getFileName() == null ? "Unknown Source" : element.getFileName();
    return new Frame(
        element.getClassName(), element.getMethodName(), file, element.getLineNumber());
  }

  /** Whether the frame is code of a workflow: neither the JDK's nor ours. */
  boolean isForeign() {
    return !type.startsWith(RUNTIME) && JDK.stream().noneMatch(type::startsWith);
  }

  /** Whether the call is native, as {@link StackTraceElement#isNativeMethod} tells it. */
  boolean isNative() {
    return line == NATIVE;
  }

  boolean isSameCallAs(Frame other) {
    return type.equals(other.type) && method.equals(other.method);
  }

  /** With the simple class name, as a verdict names it. */
  String inWords() {
    return type.substring(type.lastIndexOf('.') + 1) + "." + method + place();
  }

  /** With the full class name, as a stack trace prints it. */
  String inFull() {
    return type + "." + method + place();
  }

  private String place() {
    return line > 0 ? "(" + file + ":" + line + ")" : "(" + file + ")";
  }
}
