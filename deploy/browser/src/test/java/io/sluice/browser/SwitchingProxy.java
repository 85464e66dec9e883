package io.sluice.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One address for two instances, without affinity: all connections lead to one of them, until it is
 * told to switch. Bytes pass unchanged. Virtual threads, two for each connection.
 */
final class SwitchingProxy implements AutoCloseable {
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile int target;

  private SwitchingProxy(ServerSocket server) {
    this.server = server;
  }

  static SwitchingProxy start() throws IOException {
    var proxy = new SwitchingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().name("switching-proxy").start(proxy::accept);
    return proxy;
  }

  /** Its address, by a name that browsers take for this machine. */
  String address() {
    return "http://localhost:" + server.getLocalPort();
  }

  /** Leads new connections to a port of this machine, and cuts those that there are. */
  void leadTo(int port) {
    target = port;
    open.forEach(SwitchingProxy::cut);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        connect(server.accept());
      } catch (IOException closed) {
        // the loop's condition knows
      }
    }
  }

  private void connect(Socket browser) {
    open.add(browser);
    try {
      var instance = new Socket(InetAddress.getLoopbackAddress(), target);
      open.add(instance);
      Thread.ofVirtual().start(() -> copy(browser, instance));
      Thread.ofVirtual().start(() -> copy(instance, browser));
    } catch (IOException refused) {
      cut(browser);
    }
  }

  private void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException cut) {
      // the other side is closed as well
    } finally {
      open.remove(from);
    }
  }

  private static void cut(Socket socket) {
    try {
      socket.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    open.forEach(SwitchingProxy::cut);
  }
}
