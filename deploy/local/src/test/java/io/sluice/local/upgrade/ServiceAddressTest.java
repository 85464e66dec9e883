package io.sluice.local.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceAddressTest {
  private HttpServer older;
  private HttpServer newer;
  private ServiceAddress address;

  @BeforeEach
  void start() throws IOException {
    older = server("older");
    newer = server("newer");
    address = ServiceAddress.open();
  }

  @AfterEach
  void stop() {
    address.close();
    older.stop(0);
    newer.stop(0);
  }

  @Test
  void newConnectionsGoToWhatIsPresentAndOpenOnesStay() throws Exception {
    address.add(older.getAddress().getPort());
    try (var early = new ApiClient(address.url(), "")) {
      assertThat(early.get("/").body()).isEqualTo("older");

      address.add(newer.getAddress().getPort());
      address.remove(older.getAddress().getPort());

      assertThat(early.get("/").body()).isEqualTo("older");
      try (var late = new ApiClient(address.url(), "")) {
        assertThat(late.get("/").body()).isEqualTo("newer");
      }
    }
  }

  @Test
  void withoutAServerAConnectionIsClosed() {
    try (var client = new ApiClient(address.url(), "")) {
      assertThatThrownBy(() -> client.get("/")).isInstanceOf(IOException.class);
    }
  }

  private static HttpServer server(String name) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    byte[] answer = name.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return server;
  }
}
