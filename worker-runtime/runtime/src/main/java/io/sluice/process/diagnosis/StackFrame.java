package io.sluice.process.diagnosis;

import io.sluice.process.output.BoundedText;
import java.util.List;

/** One call on a stack, such as {@code Import.parse(Import.java:88)}. */
record StackFrame(String type, String method, String file, int line) {
  private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");
  private static final int MAX_NAME_BYTES = 300;
  private static final int NATIVE = -2;
  private static final String RUNTIME = "io.sluice.process.";

  static StackFrame of(StackTraceElement element) {
    var file = element.getFileName() == null ? "Unknown Source" : element.getFileName();
    return new StackFrame(
        clip(element.getClassName()),
        clip(element.getMethodName()),
        clip(file),
        element.getLineNumber());
  }

  /** Limits a name: a class file may contain names of 64 KiB. */
  private static String clip(String name) {
    return BoundedText.of(name, MAX_NAME_BYTES);
  }

  /** Returns true if the frame is code of a workflow, neither of the JDK nor of Sluice. */
  boolean isForeign() {
    return !type.startsWith(RUNTIME) && JDK.stream().noneMatch(type::startsWith);
  }

  /** Returns true if the call is native, as in {@link StackTraceElement#isNativeMethod}. */
  boolean isNative() {
    return line == NATIVE;
  }

  boolean isSameCallAs(StackFrame other) {
    return type.equals(other.type) && method.equals(other.method);
  }

  /** Returns the frame with the simple class name, as a verdict names it. */
  String inWords() {
    return type.substring(type.lastIndexOf('.') + 1) + "." + method + place();
  }

  /** Returns the frame with the full class name, as in a stack trace. */
  String inFull() {
    return type + "." + method + place();
  }

  private String place() {
    return line > 0 ? "(" + file + ":" + line + ")" : "(" + file + ")";
  }
}
