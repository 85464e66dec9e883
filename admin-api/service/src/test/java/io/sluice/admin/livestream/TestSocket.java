package io.sluice.admin.livestream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A client of the live stream that keeps every frame. */
public final class TestSocket implements WebSocket.Listener, AutoCloseable {

  private static final Duration CAP = Duration.ofMinutes(1);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  final List<JsonNode> frames = new CopyOnWriteArrayList<>();
  private final StringBuilder partial = new StringBuilder();
  private @Nullable WebSocket socket;
  private volatile int closedWith;
  private volatile String reason = "";

  /**
   * Connects.
   *
   * @param headers names and values beside the token
   */
  public static TestSocket open(String path, @Nullable String token, String... headers) {
    var listener = new TestSocket();
    listener.socket = connect(path, token, listener, headers);
    return listener;
  }

  /** Returns the status of a refused upgrade; 101 if it is accepted. */
  static Answer refused(String path, @Nullable String token, String... headers) {
    var listener = new TestSocket();
    try {
      connect(path, token, listener, headers).abort();
      return new Answer(101, "");
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        var response = refused.getResponse();
        return new Answer(
            response.statusCode(),
            response.headers().firstValue(UpgradePolicy.REASON_HEADER).orElse(""));
      }
      throw e;
    }
  }

  record Answer(int status, String why) {}

  private static WebSocket connect(
      String path, @Nullable String token, TestSocket listener, String... headers) {
    var builder = HTTP.newWebSocketBuilder();
    if (token != null) {
      builder.header("Authorization", "Bearer " + token);
    }
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    return builder
        .buildAsync(URI.create("ws://localhost:" + RestAssured.port + path), listener)
        .join();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      frames.add(parsed(partial.toString()));
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String why) {
    reason = why;
    closedWith = code;
    return null;
  }

  /** Returns all frames so far as text. */
  public String text() {
    return frames.toString();
  }

  void say(String text) {
    var open = socket;
    if (open != null) {
      open.sendText(text, true).join();
    }
  }

  /** Waits for the first frame that matches. */
  public JsonNode await(Predicate<JsonNode> fits) {
    return awaitAfter(0, fits);
  }

  /**
   * Waits for the first frame that matches.
   *
   * @param index index of the first frame to check
   */
  JsonNode awaitAfter(int index, Predicate<JsonNode> fits) {
    Awaitility.await().atMost(CAP).until(() -> find(index, fits).isPresent());
    return find(index, fits).orElseThrow();
  }

  /** Waits for the first matching event in any delta. */
  public JsonNode awaitEvent(String type, Predicate<JsonNode> fits) {
    Awaitility.await().atMost(CAP).until(() -> event(type, fits).isPresent());
    return event(type, fits).orElseThrow();
  }

  public JsonNode awaitSnapshot() {
    return await(frame -> frame.path("type").asText().equals("snapshot"));
  }

  /** Waits for the end and returns the code and its reason. */
  public String awaitClosed() {
    Awaitility.await().atMost(CAP).until(() -> closedWith != 0);
    return closedWith + " " + reason;
  }

  private Optional<JsonNode> find(int index, Predicate<JsonNode> fits) {
    return frames.stream().skip(index).filter(fits).findFirst();
  }

  private Optional<JsonNode> event(String type, Predicate<JsonNode> fits) {
    for (JsonNode frame : frames) {
      for (JsonNode event : frame.path("events")) {
        if (event.path("type").asText().equals(type) && fits.test(event)) {
          return Optional.of(event);
        }
      }
    }
    return Optional.empty();
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    var open = socket;
    if (open != null) {
      open.abort();
    }
  }
}
