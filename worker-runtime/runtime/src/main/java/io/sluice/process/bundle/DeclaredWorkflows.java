package io.sluice.process.bundle;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Finds the classes that name {@code WorkflowDefinition}, at most 64 of a bundle. A class that only
 * mentions it costs a load that nobody needed, and nothing else.
 */
final class DeclaredWorkflows {
  private static final String ANNOTATION = "Lio/sluice/workflow/WorkflowDefinition;";
  private static final String CLASS = ".class";
  private static final int MOST = 64;

  private DeclaredWorkflows() {}

  static List<String> among(Map<String, byte[]> entries) {
    return entries.entrySet().stream()
        .filter(entry -> isClass(entry.getKey()) && mentions(entry.getValue()))
        .map(entry -> entry.getKey())
        .map(path -> path.substring(0, path.length() - CLASS.length()).replace('/', '.'))
        .sorted()
        .limit(MOST)
        .toList();
  }

  private static boolean isClass(String path) {
    return path.endsWith(CLASS) && !path.startsWith("META-INF/");
  }

  private static boolean mentions(byte[] classFile) {
    return new String(classFile, StandardCharsets.ISO_8859_1).contains(ANNOTATION);
  }
}
