package io.sluice.diagnostics.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.sluice.api.LiveFrame;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real server with the WebSocket of admin-api; HTTP requests go to the stub of the REST API. */
public final class StreamStub implements AutoCloseable {

  static final String TOKEN = "slu_stream";

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI rest;
  private final HttpServer server;
  private final List<ServerWebSocket> open = new CopyOnWriteArrayList<>();
  private final List<String> said = new CopyOnWriteArrayList<>();
  private volatile LiveFrame.@Nullable Snapshot first;

  StreamStub(URI rest) throws Exception {
    this.rest = rest;
    this.server =
        vertx
            .createHttpServer()
            .webSocketHandshakeHandler(StreamStub::admit)
            .webSocketHandler(this::come)
            .requestHandler(this::forward)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  /** Sends a snapshot to each client, also to connected ones. */
  public void begins(LiveFrame.Snapshot snapshot) {
    first = snapshot;
    push(snapshot);
  }

  public void push(LiveFrame frame) {
    open.forEach(socket -> socket.writeTextMessage(text(frame)));
  }

  /** Closes all connections, as a stopping service does. */
  public void hangsUp() {
    open.forEach(socket -> socket.close((short) 1000));
  }

  /** The messages of the clients. */
  List<String> said() {
    return said;
  }

  boolean watched() {
    return !open.isEmpty();
  }

  private static void admit(ServerWebSocketHandshake handshake) {
    boolean known = ("Bearer " + TOKEN).equals(handshake.headers().get("Authorization"));
    if (known && handshake.path().equals("/ws/platform/workers")) {
      handshake.accept();
    } else {
      handshake.reject(401);
    }
  }

  private void come(ServerWebSocket socket) {
    open.add(socket);
    socket.closeHandler(_ -> open.remove(socket));
    socket.textMessageHandler(
        text -> {
          said.add(text);
          tellFirst(socket);
        });
    tellFirst(socket);
  }

  private void tellFirst(ServerWebSocket socket) {
    var snapshot = first;
    if (snapshot != null) {
      socket.writeTextMessage(text(snapshot));
    }
  }

  private void forward(HttpServerRequest request) {
    request.body().onSuccess(body -> vertx.executeBlocking(() -> answered(request, body), false));
  }

  private Object answered(HttpServerRequest request, Buffer body) throws Exception {
    var ask =
        HttpRequest.newBuilder(rest.resolve(request.uri()))
            .method(
                request.method().name(), HttpRequest.BodyPublishers.ofByteArray(body.getBytes()));
    for (var name : List.of("Authorization", "Content-Type", "X-Forwarded-For")) {
      var value = request.getHeader(name);
      if (value != null) {
        ask.header(name, value);
      }
    }
    var answer = http.send(ask.build(), BodyHandlers.ofByteArray());
    answer.headers().firstValue("Content-Type").ifPresent(type -> put(request, type));
    return request.response().setStatusCode(answer.statusCode()).end(Buffer.buffer(answer.body()));
  }

  private static void put(HttpServerRequest request, String type) {
    request.response().putHeader("Content-Type", type);
  }

  private static String text(LiveFrame frame) {
    try {
      return JSON.writerFor(LiveFrame.class).writeValueAsString(frame);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    http.shutdownNow();
  }
}
