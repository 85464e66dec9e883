package io.sluice.admin.webhook;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** A receiver on a real socket that answers as it is told, one behaviour for each request. */
final class TestReceiver implements AutoCloseable {

  /** A request as it arrived. Names of headers are in lower case. */
  record Received(String line, Map<String, String> headers, String body) {

    String id() {
      return headers.getOrDefault("webhook-id", "");
    }
  }

  /** A way to treat a request that was read. The connection is closed afterwards. */
  @FunctionalInterface
  interface Behaviour {
    void answer(Socket connection) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger connections = new AtomicInteger();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final Queue<Behaviour> next = new ConcurrentLinkedQueue<>();
  private volatile Behaviour otherwise = answers(204);

  private TestReceiver(ServerSocket server) {
    this.server = server;
    Thread.ofVirtual().start(this::accept);
  }

  static TestReceiver start() {
    return start(ServerSocketFactory.getDefault(), "127.0.0.1", 0);
  }

  static TestReceiver start(ServerSocketFactory sockets, String address, int port) {
    try {
      return new TestReceiver(sockets.createServerSocket(port, 50, InetAddress.getByName(address)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  String url() {
    return "http://localhost:" + port() + "/hook";
  }

  /** Adds behaviours, of which each is used once. */
  TestReceiver first(Behaviour... behaviours) {
    next.addAll(List.of(behaviours));
    return this;
  }

  /** Sets the behaviour for all other requests. */
  TestReceiver then(Behaviour behaviour) {
    otherwise = behaviour;
    return this;
  }

  List<Received> received() {
    return received;
  }

  int connections() {
    return connections.get();
  }

  static Behaviour answers(int status, String... headers) {
    return connection -> write(connection, head(status, headers) + "Content-Length: 0\r\n\r\n");
  }

  /** Half of a status line, and then a reset. */
  static Behaviour resetsInTheHead() {
    return connection -> {
      write(connection, "HTTP/1.1 20");
      connection.setSoLinger(true, 0);
    };
  }

  /** Nothing, until the receiver is closed. */
  Behaviour hangs() {
    return _ -> closed.await();
  }

  /** A head that never ends: one byte for each that the other side could read. */
  Behaviour drips() {
    return connection -> {
      write(connection, "HTTP/1.1 200 OK\r\nX-Slow: ");
      while (!closed.await(50, TimeUnit.MILLISECONDS)) {
        write(connection, "a");
      }
    };
  }

  /** A success whose body has no end. */
  static Behaviour endlessBody(AtomicInteger written) {
    byte[] block = new byte[65_536];
    return connection -> {
      write(connection, head(200) + "\r\n");
      OutputStream out = connection.getOutputStream();
      while (true) {
        out.write(block);
        written.incrementAndGet();
      }
    };
  }

  private static String head(int status, String... headers) {
    return "HTTP/1.1 "
        + status
        + " Some words\r\nConnection: close\r\n"
        + String.join("", List.of(headers).stream().map(header -> header + "\r\n").toList());
  }

  private static void write(Socket connection, String text) throws IOException {
    connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    connection.getOutputStream().flush();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket connection = server.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException stopped) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      received.add(read(new BufferedInputStream(connection.getInputStream())));
      Behaviour behaviour = next.poll();
      (behaviour == null ? otherwise : behaviour).answer(connection);
    } catch (IOException ended) {
      // The other side has closed the connection, or refused the certificate.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Received read(InputStream in) throws IOException {
    var lines = new ArrayDeque<String>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      lines.add(line);
    }
    String first = lines.remove();
    var headers = new HashMap<String, String>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Received(first, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the connection ended in the head");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
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
