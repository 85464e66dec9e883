package io.sluice.admin.livestream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.sluice.admin.lifecycle.MonotonicClock;
import io.sluice.admin.livestream.StreamClient.ClientConnection;
import io.sluice.admin.livestream.StreamClient.Subscriber;
import io.sluice.admin.livestream.StreamClient.Topic;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/** Handles the events of WebSocket connections. Called by network threads; never blocks. */
@Singleton
final class ConnectionEvents {

  private static final Logger LOG = Logger.getLogger(ConnectionEvents.class);
  private static final int POLICY = 1008;
  private static final int TOO_BIG = 1009;
  private static final int BROKEN = 1011;
  private static final int LATER = 1013;

  private final ConnectionRegistry clients;
  private final StreamMetrics metrics;
  private final MonotonicClock clock;
  private final ObjectMapper json;

  ConnectionEvents(
      ConnectionRegistry clients, StreamMetrics metrics, MonotonicClock clock, ObjectMapper json) {
    this.clients = clients;
    this.metrics = metrics;
    this.clock = clock;
    this.json = json;
  }

  void opened(WebSocketConnection connection, Subscriber subscriber, Topic topic) {
    var client =
        new StreamClient(
            new SocketConnection(connection), subscriber, topic, metrics, clock.instant());
    if (!clients.add(connection.id(), client)) {
      client.close(LATER, "There are too many connections. Try again later.");
    }
  }

  /** Handles a message of a client. The only valid message requests a snapshot. */
  void received(WebSocketConnection connection, String text) {
    clients
        .find(connection.id())
        .ifPresent(
            client -> {
              if (asksForSnapshot(text)) {
                client.heard(clock.instant());
                client.asked();
              } else {
                client.close(POLICY, "Only {\"type\":\"snapshot\"} is understood.");
              }
            });
  }

  void alive(WebSocketConnection connection) {
    clients.find(connection.id()).ifPresent(client -> client.heard(clock.instant()));
  }

  void closed(WebSocketConnection connection) {
    clients.remove(connection.id());
  }

  /** Handles a failure: a message that is too long, or a broken connection. */
  void failed(WebSocketConnection connection, Throwable cause) {
    LOG.debugf("A client is closed after a failure: %s", cause);
    boolean tooBig = cause instanceof IllegalStateException;
    clients
        .find(connection.id())
        .ifPresent(
            client ->
                client.close(
                    tooBig ? TOO_BIG : BROKEN,
                    tooBig ? "A message may have 1024 bytes." : "The connection failed."));
    closed(connection);
  }

  private boolean asksForSnapshot(String text) {
    try {
      return json.readTree(text).path("type").asText().equals("snapshot");
    } catch (JsonProcessingException notJson) {
      return false;
    }
  }

  /** Connection to a client by WebSocket. */
  record SocketConnection(WebSocketConnection connection) implements ClientConnection {

    private static final Logger LOG = Logger.getLogger(SocketConnection.class);

    @Override
    public CompletionStage<?> send(String frame) {
      return connection.sendText(frame).subscribeAsCompletionStage();
    }

    @Override
    public void ping() {
      start(connection.sendPing(Buffer.buffer()));
    }

    @Override
    public void close(int code, String reason) {
      if (connection.isOpen()) {
        start(connection.close(new CloseReason(code, reason)));
      }
    }

    private static void start(Uni<Void> action) {
      action.subscribe().with(_ -> {}, gone -> LOG.debugf("A client has disconnected: %s", gone));
    }
  }
}
