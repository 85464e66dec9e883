package io.sluice.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Connects the first caller with a local port; every later one is accepted and never answered. */
final class OneConnectionRelay implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger lost = new AtomicInteger();
  private final int target;

  OneConnectionRelay(int target) throws IOException {
    this.target = target;
    Thread.ofVirtual().start(() -> unlessClosed(this::accept));
  }

  private interface Step {
    void run() throws IOException;
  }

  int port() {
    return server.getLocalPort();
  }

  int lost() {
    return lost.get();
  }

  private void accept() throws IOException {
    var caller = opened(server.accept());
    var called = opened(new Socket(InetAddress.getLoopbackAddress(), target));
    copy(caller.getInputStream(), called.getOutputStream());
    copy(called.getInputStream(), caller.getOutputStream());
    while (true) {
      opened(server.accept());
      lost.incrementAndGet();
    }
  }

  private Socket opened(Socket socket) {
    open.add(socket);
    return socket;
  }

  private static void copy(InputStream from, OutputStream to) {
    Thread.ofVirtual().start(() -> unlessClosed(() -> from.transferTo(to)));
  }

  private static void unlessClosed(Step step) {
    try {
      step.run();
    } catch (IOException _) {
      // Somebody closed it: the test is over, or the connection was aborted.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (var socket : open) {
      socket.close();
    }
  }
}
