package io.sluice.process.execution;

import io.sluice.process.bundle.Causes;
import java.util.Set;

/**
 * Determines if an error has harmed the JVM for others, and not only for its bundle; then the
 * process is replaced. A missing, incompatible or failing class of a bundle does not affect others,
 * nor does an overflow in the recursion of the bundle. Pure.
 */
final class JvmHarm {
  private static final String BUNDLE_LOADER = "bundle-";
  private static final String FAILED_BEFORE = "Could not initialize class ";
  private static final Set<String> SHARED_CLASSES =
      Set.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "io.sluice.", "io.grpc.", "io.netty.");

  /** Code that leaves a lock or a table inconsistent if an overflow ends it. */
  private static final Set<String> CRITICAL_CODE =
      Set.of(
          "java.util.concurrent.",
          "java.lang.ClassLoader",
          "java.lang.ref.",
          "java.lang.invoke.",
          "jdk.internal.",
          "sun.",
          "io.sluice.process.");

  private JvmHarm() {}

  static boolean isDoneBy(Throwable thrown) {
    return Causes.of(thrown).stream().anyMatch(JvmHarm::isDoneByOne);
  }

  private static boolean isDoneByOne(Throwable cause) {
    if (cause.getClass().getClassLoader() != null) {
      return false; // An error class of an author; its methods are not called.
    }
    return switch (cause) {
      case OutOfMemoryError _ -> true;
      case StackOverflowError overflow ->
          initializerFailed(overflow.getStackTrace()) || cutOff(overflow.getStackTrace());
      case NoClassDefFoundError missing ->
          failedBefore(String.valueOf(missing.getMessage()))
              || initializerFailed(missing.getStackTrace());
      default -> initializerFailed(cause.getStackTrace());
    };
  }

  private static boolean failedBefore(String message) {
    return message.startsWith(FAILED_BEFORE)
        && startsWithAny(message.substring(FAILED_BEFORE.length()), SHARED_CLASSES);
  }

  /** Returns true if the initializer of a shared class has thrown, which stays unusable for all. */
  private static boolean initializerFailed(StackTraceElement[] frames) {
    for (var frame : frames) {
      if (frame.getMethodName().equals("<clinit>")) {
        return !isOfBundle(frame);
      }
    }
    return false;
  }

  /** Returns true if the overflow happened in critical code below the newest call of the bundle. */
  private static boolean cutOff(StackTraceElement[] frames) {
    for (var frame : frames) {
      if (isOfBundle(frame)) {
        return false;
      }
      if (startsWithAny(frame.getClassName(), CRITICAL_CODE)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfBundle(StackTraceElement frame) {
    var loader = frame.getClassLoaderName();
    return loader != null && loader.startsWith(BUNDLE_LOADER);
  }

  private static boolean startsWithAny(String name, Set<String> prefixes) {
    return prefixes.stream().anyMatch(name::startsWith);
  }
}
