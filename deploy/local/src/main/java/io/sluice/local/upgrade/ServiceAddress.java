package io.sluice.local.upgrade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An address that stays while the servers behind it change, as a Service of Kubernetes: new
 * connections go to the present servers in turn, and open ones stay where they are. Virtual
 * threads.
 */
final class ServiceAddress implements AutoCloseable {
  private static final int WAITING_CONNECTIONS = 256;

  private final ServerSocket listener;
  private final List<Integer> servers = new CopyOnWriteArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();

  private ServiceAddress(ServerSocket listener) {
    this.listener = listener;
  }

  /** Listens on a free port of 127.0.0.1. */
  static ServiceAddress open() throws IOException {
    var listener = new ServerSocket();
    listener.bind(
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), WAITING_CONNECTIONS);
    var address = new ServiceAddress(listener);
    Thread.ofVirtual().name("service-" + listener.getLocalPort()).start(address::acceptAll);
    return address;
  }

  String url() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  void add(int port) {
    servers.add(port);
  }

  /** From now on no new connection goes there. */
  void remove(int port) {
    servers.remove(Integer.valueOf(port));
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        forward(listener.accept());
      } catch (IOException closing) {
        // Closed, or a client that has gone already.
      }
    }
  }

  private void forward(Socket client) throws IOException {
    var present = List.copyOf(servers);
    if (present.isEmpty()) {
      client.close();
      return;
    }
    int port = present.get(Math.floorMod(turn.getAndIncrement(), present.size()));
    Socket server;
    try {
      server = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
    } catch (IOException away) {
      client.close();
      return;
    }
    Thread.ofVirtual().start(() -> copy(client, server));
    Thread.ofVirtual().start(() -> copy(server, client));
  }

  /** Ends both sides with the first that ends: HTTP does not close one direction alone. */
  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException gone) {
      // One side has gone; the other is closed with it.
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
