package io.sluice.admin.openapi;

import java.util.Map;

/** Groups of operations, by their paths. */
final class Tags {

  private static final Map<String, String> BY_WORD =
      Map.of(
          "executions", "Executions",
          "dead-letters", "Executions",
          "workflows", "Workflows",
          "bundles", "Workflows",
          "platform", "Platform");

  private static final Map<String, String> DESCRIPTIONS =
      Map.of(
          "Executions", "What runs, ran, and waits to run.",
          "Workflows", "What can be run.",
          "Platform", "Workers, processes, and what administrators do about them.",
          "Identity", "Who may do what.");

  private Tags() {}

  /** The second word of a path below {@code /api}. */
  static String of(String path) {
    String word = path.split("/", -1)[2];
    return BY_WORD.getOrDefault(word, "Identity");
  }

  static String description(String tag) {
    return DESCRIPTIONS.getOrDefault(tag, tag);
  }
}
