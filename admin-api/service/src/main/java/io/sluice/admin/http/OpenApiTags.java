package io.sluice.admin.http;

import java.util.Map;

/** Tags of operations, by path. */
final class OpenApiTags {

  private static final Map<String, String> BY_WORD =
      Map.of(
          "executions", "Executions",
          "dead-letters", "Executions",
          "workflows", "Workflows",
          "bundles", "Workflows",
          "platform", "Platform");

  private static final Map<String, String> DESCRIPTIONS =
      Map.of(
          "Executions", "Executions that wait, run or have ended.",
          "Workflows", "Workflows and their bundles.",
          "Platform", "Workers, processes, and their administration.",
          "Identity", "Users, sign-ins and tokens.");

  private OpenApiTags() {}

  /** Returns the tag of a path: the second word below {@code /api}. */
  static String of(String path) {
    String word = path.split("/", -1)[2];
    return BY_WORD.getOrDefault(word, "Identity");
  }

  static String description(String tag) {
    return DESCRIPTIONS.getOrDefault(tag, tag);
  }
}
