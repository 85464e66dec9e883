package io.sluice.process.execution;

import io.sluice.process.bundle.Causes;
import java.util.Set;

/**
 * Tells whether an error has harmed the JVM that others use, and not only the bundle that met it:
 * then its process is replaced. A class of the bundle that is missing, does not fit or cannot be
 * initialized harms nobody else, nor does an overflow in the bundle's own recursion. Pure.
 */
final class JvmHarm {
  private static final String BUNDLE_LOADER = "bundle-";
  private static final String FAILED_BEFORE = "Could not initialize class ";
  private static final Set<String> SHARED_CLASSES =
      Set.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "io.sluice.", "io.grpc.", "io.netty.");

  /** Code that leaves a lock or a table half done when it is cut off by an overflow. */
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
      return false; // An error of an author's own making; its methods are not called.
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

  /** A class whose initializer has thrown stays unusable for everybody. */
  private static boolean initializerFailed(StackTraceElement[] frames) {
    for (var frame : frames) {
      if (frame.getMethodName().equals("<clinit>")) {
        return !isOfBundle(frame);
      }
    }
    return false;
  }

  /** Whether the overflow happened in what the bundle's newest call had called. */
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
