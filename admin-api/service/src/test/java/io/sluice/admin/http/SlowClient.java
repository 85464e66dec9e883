package io.sluice.admin.http;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A slow client, which waits for a response between two bytes. */
final class SlowClient implements AutoCloseable {

  private static final int LISTENS_MILLIS = 100;
  private static final int MAX_TURNS = 600;

  private final Socket socket;

  SlowClient() throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
    socket.setSoTimeout(LISTENS_MILLIS);
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  /** Sends a text, unless the server has closed the connection. */
  void sendIfOpen(String text) {
    try {
      send(text);
    } catch (IOException closed) {
      // The response is read anyway.
    }
  }

  /** Waits for a moment without any transfer. */
  void pause() throws IOException {
    if (!heard().isEmpty()) {
      throw new IllegalStateException("The answer came before the request was sent");
    }
  }

  /** Sends a first character and then others, one at a time, until a response arrives. */
  String trickle(char first, char then) throws IOException {
    sendIfOpen(String.valueOf(first));
    String answer = heard();
    for (int i = 0; answer.isEmpty() && i < MAX_TURNS; i++) {
      sendIfOpen(String.valueOf(then));
      answer = heard();
    }
    return answer;
  }

  String answer() throws IOException {
    String answer = "";
    for (int i = 0; answer.isEmpty() && i < MAX_TURNS; i++) {
      answer = heard();
    }
    return answer;
  }

  /** Waits for the server to close. */
  boolean isClosed() {
    for (int i = 0; i < MAX_TURNS; i++) {
      try {
        if (socket.getInputStream().read() < 0) {
          return true;
        }
      } catch (SocketTimeoutException stillOpen) {
        // It has some turns left.
      } catch (IOException closed) {
        return true;
      }
    }
    return false;
  }

  /** Sends bytes until the server closes. */
  boolean isCutOffWhileSending() {
    for (int i = 0; i < MAX_TURNS; i++) {
      try {
        send(" ");
        if (socket.getInputStream().read() < 0) {
          return true;
        }
      } catch (SocketTimeoutException stillOpen) {
        // It has some turns left.
      } catch (IOException closed) {
        return true;
      }
    }
    return false;
  }

  /** Returns the bytes that arrive within a moment; possibly none. */
  private String heard() throws IOException {
    byte[] buffer = new byte[16 * 1024];
    try {
      int read = socket.getInputStream().read(buffer);
      return read < 0 ? "closed" : new String(buffer, 0, read, StandardCharsets.UTF_8);
    } catch (SocketTimeoutException nothing) {
      return "";
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
