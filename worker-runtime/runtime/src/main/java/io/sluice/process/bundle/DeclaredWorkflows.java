package io.sluice.process.bundle;

import java.nio.charset.StandardCharsets;

/**
 * Finds the classes that mention {@code WorkflowDefinition}, at most 64 of a bundle. A class that
 * mentions it without being a workflow is loaded without need, without other effect.
 */
final class DeclaredWorkflows {
  private static final String ANNOTATION = "Lio/sluice/workflow/WorkflowDefinition;";
  private static final String CLASS = ".class";
  private static final int MAX = 64;

  private DeclaredWorkflows() {}

  /** Returns true if an entry of a jar is one of them, after this number of earlier ones. */
  static boolean isDeclared(String path, byte[] classFile, int found) {
    return found < MAX && !path.startsWith("META-INF/") && mentions(classFile);
  }

  /** Returns the name of the class in an entry of a jar. */
  static String className(String path) {
    return path.substring(0, path.length() - CLASS.length()).replace('/', '.');
  }

  private static boolean mentions(byte[] classFile) {
    return new String(classFile, StandardCharsets.ISO_8859_1).contains(ANNOTATION);
  }
}
