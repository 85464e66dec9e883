package io.sluice.admin.webhook;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A mail server that says what it is told, one answer for each command; then it closes. */
final class ScriptedRelay implements AutoCloseable {

  /** An answer of the script. */
  @FunctionalInterface
  interface Answer {
    void write(OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final List<Answer> script;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<String> commands = new CopyOnWriteArrayList<>();

  ScriptedRelay(Answer... script) {
    this(0, script);
  }

  ScriptedRelay(int port, Answer... script) {
    this.script = List.of(script);
    try {
      server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Commands, and the lines of messages. */
  List<String> commands() {
    return commands;
  }

  static Answer says(String... lines) {
    return out -> write(out, String.join("\r\n", lines) + "\r\n");
  }

  /** Greeting and offer, and a message that is taken up to the answer to its end. */
  static Answer[] dialogue(Answer last) {
    return new Answer[] {
      says("220 relay.test"),
      says("250 relay.test"),
      says("250 sender"),
      says("250 recipient"),
      says("354 go on"),
      last
    };
  }

  /** A line that has no end. */
  static Answer endlessLine() {
    return out -> {
      write(out, "220-");
      while (true) {
        write(out, "a".repeat(8_192));
      }
    };
  }

  /** Lines that have no end. */
  static Answer endlessLines() {
    return out -> {
      while (true) {
        write(out, "220-and\r\n".repeat(1_000));
      }
    };
  }

  /** Nothing, until the relay is closed. */
  Answer hangs() {
    return _ -> closed.await();
  }

  /** A line of which a byte comes now and then. */
  Answer drips() {
    return out -> {
      while (!closed.await(50, TimeUnit.MILLISECONDS)) {
        write(out, "2");
      }
    };
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket connection = server.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException stopped) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      var in =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
      boolean message = false;
      for (int i = 0; i < script.size(); i++) {
        if (i > 0) {
          String command = read(in, message);
          message = command.startsWith("DATA");
        }
        script.get(i).write(connection.getOutputStream());
      }
    } catch (IOException ended) {
      // The other side has closed the connection.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads a command, or the lines of a message up to its end. */
  private String read(BufferedReader in, boolean message) throws IOException {
    String line;
    do {
      line = in.readLine();
      if (line == null) {
        throw new IOException("the other side has left");
      }
      commands.add(line);
    } while (message && !line.equals("."));
    return line;
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
