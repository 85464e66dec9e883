package io.sluice.admin.mcp;

import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.Map;
import java.util.function.Function;

/**
 * A tool.
 *
 * @param title for people
 * @param description for models: the purpose and the answer
 * @param schema JSON Schema of the arguments
 * @param call takes the arguments as JSON and returns a value of the API
 */
record McpTool(
    String name,
    String title,
    String description,
    Map<String, Object> schema,
    Effect effect,
    Function<byte[], Object> call) {

  /** The effect of a tool, as hints to clients say it. */
  enum Effect {
    READS,
    ADDS,
    REPLACES
  }

  boolean changes() {
    return effect != Effect.READS;
  }

  Tool described() {
    return Tool.builder(name, schema)
        .title(title)
        .description(description)
        .annotations(
            ToolAnnotations.builder()
                .title(title)
                .readOnlyHint(!changes())
                .destructiveHint(effect == Effect.REPLACES)
                .idempotentHint(!changes())
                .openWorldHint(false)
                .build())
        .build();
  }
}
