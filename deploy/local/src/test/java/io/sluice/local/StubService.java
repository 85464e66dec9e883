package io.sluice.local;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * Replaces each service of Sluice where a test needs starting and stopping only: it listens on its
 * port, is ready, and knows the samples. A file {@code ill} beside its jar makes it exit at once.
 */
public final class StubService {
  private StubService() {}

  public static void main(String[] arguments) throws IOException {
    var jar = Path.of(System.getProperty("java.class.path")).toAbsolutePath();
    System.out.println("stub of " + jar);
    if (Files.exists(jar.resolveSibling("ill"))) {
      System.out.println("cannot go on: this service is ill");
      System.exit(3);
    }
    if (Files.exists(jar.resolveSibling("stubborn"))) {
      Runtime.getRuntime().addShutdownHook(new Thread(StubService::neverEnd));
    }
    serve(Integer.parseInt(System.getenv("QUARKUS_MANAGEMENT_PORT")));
    serve(Integer.parseInt(System.getenv("QUARKUS_HTTP_PORT")));
  }

  private static void neverEnd() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void serve(int port) throws IOException {
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var body = answer(exchange.getRequestURI().getPath()).getBytes(StandardCharsets.UTF_8);
            var made = exchange.getRequestURI().getPath().equals("/api/me/tokens");
            exchange.sendResponseHeaders(made ? 201 : 200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
  }

  private static String answer(String path) {
    return switch (path) {
      case "/api/workflows" ->
          """
          {"items":[{"name":"log-digest"},{"name":"csv-import"},{"name":"checksum-tree"},{"name":"echo"},
          {"name":"sleep"},{"name":"spin"},{"name":"fail"}]}""";
      case "/api/sign-in" -> "{\"token\":\"slu_session-of-the-stub\"}";
      case "/api/me/tokens" -> "{\"secret\":\"slu_of-the-stub\"}";
      case "/api/platform/workers" -> "{\"workers\":[{},{}]}";
      default -> "{\"status\":\"UP\"}";
    };
  }
}
