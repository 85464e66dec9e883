package io.sluice.admin.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client of the protocol's own SDK that is connected to the service under test. */
final class McpSession implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final McpSyncClient client;

  private McpSession(McpSyncClient client) {
    this.client = client;
  }

  /**
   * The answer of a tool.
   *
   * @param text for the model
   * @param content for programs
   */
  record Answer(boolean error, String text, JsonPath content) {}

  static McpSession of(@Nullable String token) {
    HttpRequest.Builder request = HttpRequest.newBuilder();
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    var transport =
        HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + RestAssured.port)
            .endpoint("/mcp")
            .jsonMapper(new JacksonMcpJsonMapper(JSON))
            .requestBuilder(request)
            .build();
    McpSyncClient client =
        McpClient.sync(transport)
            .requestTimeout(Duration.ofSeconds(30))
            .jsonSchemaValidator((_, _) -> ValidationResponse.asValid(null))
            .build();
    var _ = client.initialize();
    return new McpSession(client);
  }

  List<Tool> tools() {
    return client.listTools().tools();
  }

  List<String> toolNames() {
    return tools().stream().map(Tool::name).toList();
  }

  Answer call(String tool, Map<String, Object> arguments) {
    CallToolResult result =
        client.callTool(CallToolRequest.builder(tool).arguments(arguments).build());
    return new Answer(
        Boolean.TRUE.equals(result.isError()),
        ((TextContent) result.content().getFirst()).text(),
        JsonPath.from(json(result.structuredContent())));
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    boolean _ = client.closeGracefully();
  }
}
