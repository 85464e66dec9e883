package io.sluice.admin.mcp;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import io.modelcontextprotocol.spec.ProtocolVersions;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Reads and answers messages with the SDK of the protocol, whose server keeps no state. Answers on
 * the caller's thread.
 */
// The SDK's records are read and written by Jackson, which a native image must know.
@RegisterForReflection(targets = McpSchema.class, ignoreNested = false)
@Singleton
final class McpMessages {

  /** Versions of the protocol that have streamable HTTP. */
  static final List<String> VERSIONS =
      List.of(
          ProtocolVersions.MCP_2025_03_26,
          ProtocolVersions.MCP_2025_06_18,
          ProtocolVersions.MCP_2025_11_25);

  private static final Logger LOG = Logger.getLogger(McpMessages.class);

  private static final String INSTRUCTIONS =
      """
      Sluice runs workflows as executions. get_execution says in words why an execution waits, \
      failed or is stuck. Tools that change something answer first what they would do, and do it \
      with confirm: true.""";

  private static final String ARGUMENTS = "arguments";
  private static final String MAY_CHANGE = "may-change";

  private static final JSONRPCError UNREADABLE =
      new JSONRPCError(ErrorCodes.INVALID_PARAMS, "The params do not fit the method.");

  /** Arguments are checked by RequestReader, so that refusals have the sentences of the API. */
  private static final JsonSchemaValidator UNCHECKED = (_, _) -> ValidationResponse.asValid(null);

  private final McpJsonMapper json;
  private final ToolRunner runner;
  private final McpStatelessServerHandler server;

  McpMessages(ObjectMapper json, ToolRunner runner, ReadingTools read, ChangingTools change) {
    this.json =
        new JacksonMcpJsonMapper(
            json.copy()
                .setPropertyNamingStrategy(PropertyNamingStrategies.LOWER_CAMEL_CASE)
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false));
    this.runner = runner;
    this.server = server(Stream.concat(read.all().stream(), change.all().stream()));
  }

  /**
   * Reads a message.
   *
   * @param body a JSON object
   * @throws ProblemException if it is no message
   */
  JSONRPCMessage read(byte[] body) {
    try {
      return McpSchema.deserializeJsonRpcMessage(json, new String(body, StandardCharsets.UTF_8));
    } catch (IOException | IllegalArgumentException e) {
      throw new ProblemException(
          ProblemType.MALFORMED.problem(
              "The body is no message of JSON-RPC 2.0: send jsonrpc, method, and an id that is a"
                  + " text or a whole number."));
    }
  }

  /**
   * Answers a request.
   *
   * @param arguments the arguments of a tool as they were sent
   */
  String answer(JSONRPCRequest request, byte[] arguments) {
    var context =
        McpTransportContext.create(Map.of(ARGUMENTS, arguments, MAY_CHANGE, runner.mayChange()));
    JSONRPCResponse response =
        Mono.defer(() -> server.handleRequest(context, request))
            .onErrorResume(failure -> Mono.just(unreadable(request, failure)))
            .blockOptional()
            .orElseThrow();
    try {
      return json.writeValueAsString(plain(response));
    } catch (IOException e) {
      throw new IllegalStateException("an answer is not writable as JSON", e);
    }
  }

  /** Tools do not throw, so a failure of the SDK means parameters that it could not read. */
  private static JSONRPCResponse unreadable(JSONRPCRequest request, Throwable failure) {
    LOG.debugf(failure, "the params of %s are not readable", request.method());
    return JSONRPCResponse.error(request.id(), UNREADABLE);
  }

  private static JSONRPCResponse plain(JSONRPCResponse response) {
    JSONRPCError error = response.error();
    return error != null && error.code() == ErrorCodes.INTERNAL_ERROR
        ? JSONRPCResponse.error(response.id(), UNREADABLE)
        : response;
  }

  private McpStatelessServerHandler server(Stream<McpTool> tools) {
    var transport = new HandlerHolder();
    var _ =
        McpServer.sync(transport)
            .jsonMapper(json)
            .jsonSchemaValidator(UNCHECKED)
            .validateToolInputs(false)
            .immediateExecution(true)
            .serverInfo("sluice", "1")
            .instructions(INSTRUCTIONS)
            .capabilities(ServerCapabilities.builder().tools(false).build())
            .tools(tools.map(this::specification).toList())
            .addToolFilter(McpMessages::isListed)
            .build();
    return Objects.requireNonNull(transport.handler);
  }

  private static boolean isListed(McpTransportContext context, Tool tool) {
    return Boolean.TRUE.equals(context.get(MAY_CHANGE)) || tool.annotations().readOnlyHint();
  }

  private SyncToolSpecification specification(McpTool tool) {
    return new SyncToolSpecification(
        tool.described(),
        (context, _) -> runner.run(tool, (byte[]) Objects.requireNonNull(context.get(ARGUMENTS))));
  }

  /** Takes the handler of a server; the HTTP side is {@link McpResource}. */
  private static final class HandlerHolder implements McpStatelessServerTransport {

    private @Nullable McpStatelessServerHandler handler;

    @Override
    public void setMcpHandler(McpStatelessServerHandler made) {
      handler = made;
    }

    @Override
    public Mono<Void> closeGracefully() {
      return Mono.empty();
    }

    @Override
    public List<String> protocolVersions() {
      return VERSIONS;
    }
  }
}
