package io.sluice.diagnostics.operations;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A real HTTP server that answers like admin-api's readiness check, or wrongly. */
public final class AdminApiStub implements AutoCloseable {

  /** The answer of the readiness check. */
  public record Reply(int status, String body) {}

  public static final Reply UP =
      new Reply(
          200,
          """
          {"status":"UP","checks":[{"name":"Database connections","status":"UP","data":{"<default>":"UP"}},
          {"name":"Redis connection","status":"UP"}]}""");

  public static final Reply REDIS_AWAY =
      new Reply(
          503,
          """
          {"status":"DOWN","checks":[{"name":"Database connections","status":"UP"},
          {"name":"<script>alert(1)</script>","status":"DOWN"},
          {"name":"Redis connection","status":"DOWN","data":{"reason":"refused: 10.1.2.3:6379"}}]}""");

  private final HttpServer server;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger looks = new AtomicInteger();
  private volatile Reply reply = UP;
  private volatile boolean silent;

  public AdminApiStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/q/health/ready", this::health);
    server.createContext("/", exchange -> answer(exchange, new Reply(404, "")));
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public URI healthUrl() {
    return url().resolve("/q/health/ready");
  }

  public void answersHealthWith(Reply next) {
    reply = next;
    silent = false;
  }

  /** The health check sends its headers, then half a body, then nothing. */
  public void stallsInTheMiddleOfAHealthAnswer() {
    silent = true;
  }

  public int looks() {
    return looks.get();
  }

  private void health(HttpExchange exchange) throws IOException {
    looks.incrementAndGet();
    if (silent) {
      exchange.sendResponseHeaders(200, 100);
      exchange.getResponseBody().write("{\"status\":".getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      awaitClose();
    } else {
      answer(exchange, reply);
    }
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, Reply reply) throws IOException {
    try (exchange) {
      var body = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
