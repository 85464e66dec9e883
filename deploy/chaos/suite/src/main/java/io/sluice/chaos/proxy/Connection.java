package io.sluice.chaos.proxy;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.proxy.FaultProxy.Counters;
import io.sluice.chaos.proxy.ProxyBehaviour.BehaviourSwitch;
import io.sluice.chaos.proxy.ProxyBehaviour.Direction;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One client and its server, and a thread for each direction. */
final class Connection {
  private static final int CHUNK = 64 * 1024;

  private final Socket client;
  private final Socket server;
  private final BehaviourSwitch behaviour;
  private final Counters counters;
  private final AtomicReference<@Nullable HeldConnection> hold;
  private final RandomGenerator random;
  private final Consumer<Connection> onEnd;
  private final AtomicLong bytes = new AtomicLong();
  private volatile boolean halfOpen;

  Connection(
      Socket client,
      Socket server,
      BehaviourSwitch behaviour,
      Counters counters,
      AtomicReference<@Nullable HeldConnection> hold,
      RandomGenerator random,
      Consumer<Connection> onEnd) {
    this.client = client;
    this.server = server;
    this.behaviour = behaviour;
    this.counters = counters;
    this.hold = hold;
    this.random = random;
    this.onEnd = onEnd;
  }

  void start() throws IOException {
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    Thread.ofVirtual().start(() -> pump(client, server, Direction.TO_SERVER));
    Thread.ofVirtual().start(() -> pump(server, client, Direction.TO_CLIENT));
  }

  private void pump(Socket from, Socket to, Direction way) {
    try {
      copy(from, to, way);
      MachineClock.pause(behaviour.now().slowClose());
      if (!halfOpen) {
        to.shutdownOutput();
      }
    } catch (IOException broken) {
      if (!halfOpen) {
        reset();
      }
    } catch (InterruptedException stopped) {
      reset();
    } finally {
      if (way == Direction.TO_SERVER) {
        onEnd.accept(this);
      }
    }
  }

  private void copy(Socket from, Socket to, Direction way)
      throws IOException, InterruptedException {
    var buffer = new byte[CHUNK];
    boolean holdNext = false;
    for (int read = from.getInputStream().read(buffer);
        read >= 0;
        read = from.getInputStream().read(buffer)) {
      if (way == Direction.TO_SERVER) {
        holdNext = held(buffer, read, holdNext);
      }
      if (harmed(read, way)) {
        reset();
        return;
      }
      if (halfOpen) {
        counters.swallowedBytes.add(read);
      } else {
        to.getOutputStream().write(buffer, 0, read);
        counters.passedBytes.add(read);
      }
    }
  }

  /** True if the next chunk must be held; throws if this one was. */
  private boolean held(byte[] buffer, int read, boolean holdNow)
      throws IOException, InterruptedException {
    var wanted = hold.get();
    if (wanted == null) {
      return false;
    }
    boolean taken = !holdNow && wanted.takes(buffer, read);
    if (taken && wanted.holdsNext()) {
      return true;
    }
    if (taken || holdNow) {
      counters.heldChunks.increment();
      wanted.hold(read);
      throw new IOException("held, and dropped");
    }
    return false;
  }

  /** Waits as the behaviour demands; true if the connection must be reset. */
  private boolean harmed(int read, Direction way) throws InterruptedException {
    var now = behaviour.now();
    if (now.withheld().contains(way)) {
      counters.withheldBytes.add(read);
      behaviour.awaitOpen(way);
    }
    if (now.latency().isPositive()) {
      counters.delayedChunks.increment();
      MachineClock.pause(now.latency());
    }
    boolean full = now.byteLimit() > 0 && bytes.addAndGet(read) > now.byteLimit();
    return full || (now.resetsPerMille() > 0 && random.nextInt(1000) < now.resetsPerMille());
  }

  boolean isHalfOpen() {
    return halfOpen;
  }

  /** Closes the server side only; the client does not notice. */
  void closeServerSide() {
    halfOpen = true;
    close(server);
  }

  void reset() {
    counters.resets.increment();
    reset(client);
    reset(server);
    onEnd.accept(this);
  }

  /** Closes it with a reset instead of an end. */
  static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException gone) {
      // It is closed below in any case.
    }
    close(socket);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // Nothing is left to close.
    }
  }
}
