package io.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiClientTest {
  private HttpServer server;
  private ApiClient api;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    api = new ApiClient("http://127.0.0.1:" + server.getAddress().getPort() + "/", "secret");
  }

  @AfterEach
  void stop() {
    api.close();
    server.stop(0);
  }

  @Test
  void aRefusedSubmissionNamesTheRequestAndTheAnswer() {
    answer("/api/executions", 422, "{\"detail\":\"no such workflow\"}");

    assertThatThrownBy(() -> api.submit("none", "null"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("POST /api/executions")
        .hasMessageContaining("422")
        .hasMessageContaining("no such workflow");
  }

  @Test
  void waitsUntilTheExecutionHasEnded() throws Exception {
    var reads = new AtomicInteger();
    server.createContext(
        "/api/executions/1",
        exchange -> {
          var status = reads.incrementAndGet() < 3 ? "RUNNING" : "SUCCESS";
          var body = ("{\"status\":\"" + status + "\"}").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });

    assertThat(api.awaitEnd("1").path("status").asText()).isEqualTo("SUCCESS");
    assertThat(reads).hasValue(3);
  }

  @Test
  void aServerThatIsGoneIsNotUp() throws Exception {
    int port = server.getAddress().getPort();
    server.stop(0);

    assertThat(api.isUp("http://127.0.0.1:" + port + "/")).isFalse();
  }

  private void answer(String path, int status, String body) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
