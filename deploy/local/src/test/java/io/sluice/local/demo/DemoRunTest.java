package io.sluice.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.local.demo.DemoRun.Screen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Map<String, ObjectNode> executions = new ConcurrentHashMap<>();
  private volatile String endOfSpin = "ExecutionStuck";
  private HttpServer api;

  @BeforeEach
  void startApi() throws IOException {
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext("/api/executions", this::executions);
    api.createContext("/api/platform/queue", exchange -> answer(exchange, 200, "{\"total\":0}"));
    api.createContext(
        "/api/platform/workers", exchange -> answer(exchange, 200, "{\"workers\":[]}"));
    api.start();
  }

  @AfterEach
  void stopApi() {
    api.stop(0);
  }

  @Test
  void submitsTheSecondHalfOnceOneIsStuckAndSaysThatAllIsWell() throws Exception {
    assertThat(show("slu_right")).isTrue();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("FAILED ExecutionStuck")
        .contains("13 executions in ")
        .contains("every one ended as it should");
    assertThat(
            executions.values().stream()
                .filter(e -> e.path("workflow_name").asText().equals("echo")))
        .hasSize(3);
  }

  @Test
  void saysWhichExecutionDidNotEndAsItShould() throws Exception {
    endOfSpin = "ProcessCrashed";

    assertThat(show("slu_right")).isFalse();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("spin (")
        .contains("should have ended as FAILED ExecutionStuck");
  }

  @Test
  void aRefusedTokenIsASentence() {
    assertThatThrownBy(() -> show("slu_wrong"))
        .isInstanceOf(IOException.class)
        .hasMessage("POST /api/executions was answered with HTTP 401: no");
  }

  private boolean show(String token) throws IOException, InterruptedException {
    try (var client = new AdminClient("http://127.0.0.1:" + api.getAddress().getPort(), token)) {
      var screen = new Screen(new PrintStream(out, true, StandardCharsets.UTF_8), false);
      return new DemoRun(client, screen, 110).run(Path.of("/data"));
    }
  }

  private void executions(HttpExchange exchange) throws IOException {
    if (!"Bearer slu_right".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      answer(exchange, 401, "no");
    } else if (exchange.getRequestMethod().equals("POST")) {
      answer(exchange, 202, accept((ObjectNode) JSON.readTree(exchange.getRequestBody())));
    } else {
      var path = exchange.getRequestURI().getPath();
      answer(
          exchange, 200, String.valueOf(executions.get(path.substring(path.lastIndexOf('/') + 1))));
    }
  }

  private String accept(ObjectNode request) {
    var id = Integer.toString(executions.size());
    var ended = JSON.createObjectNode().put("execution_id", id);
    var workflow = request.path("workflow").asText();
    ended.put("workflow_name", workflow).put("duration_ms", 10);
    switch (workflow) {
      case "spin" -> ended.put("status", "FAILED").put("error_type", endOfSpin);
      case "fail" ->
          ended.put("status", "FAILED").put("error_type", "java.lang.IllegalStateException");
      default -> ended.put("status", "SUCCESS");
    }
    executions.put(id, ended);
    return ended.toString();
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
