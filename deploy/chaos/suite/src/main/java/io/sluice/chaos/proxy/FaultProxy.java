package io.sluice.chaos.proxy;

import io.sluice.chaos.proxy.ProxyBehaviour.BehaviourSwitch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** TCP proxy on a port of 127.0.0.1 that forwards to another port, with a changeable behaviour. */
public final class FaultProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final BehaviourSwitch behaviour = new BehaviourSwitch();
  private final Counters counters = new Counters();
  private final AtomicReference<@Nullable HeldConnection> hold = new AtomicReference<>();
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final RandomGenerator random;
  private volatile int target;

  private FaultProxy(ServerSocket listener, int target, RandomGenerator random) {
    this.listener = listener;
    this.target = target;
    this.random = random;
  }

  /**
   * Listens on a free port.
   *
   * @param target port of the server
   * @param random decides which chunks are reset
   */
  public static FaultProxy before(int target, RandomGenerator random) throws IOException {
    var listener = new ServerSocket();
    listener.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 256);
    var proxy = new FaultProxy(listener, target, random);
    Thread.ofVirtual().name("proxy-" + listener.getLocalPort()).start(proxy::acceptAll);
    return proxy;
  }

  public int port() {
    return listener.getLocalPort();
  }

  public Counters.Reading counters() {
    return counters.read();
  }

  /** From now on, for old and new connections. */
  public void behave(ProxyBehaviour next) {
    behaviour.set(next);
    if (next.halfOpen()) {
      connections.forEach(Connection::closeServerSide);
    }
  }

  /** Passes again; connections whose server side is gone are reset. */
  public void pass() {
    behaviour.set(ProxyBehaviour.PASS);
    connections.stream().filter(Connection::isHalfOpen).forEach(Connection::reset);
  }

  /** New connections go elsewhere, and old ones are reset. */
  public void moveTo(int port) {
    target = port;
    cut();
  }

  /** Resets all connections. */
  public void cut() {
    connections.forEach(Connection::reset);
  }

  /** One at a time; an earlier one must have been dropped. */
  public void hold(HeldConnection next) {
    hold.set(next);
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        accept(listener.accept());
      } catch (IOException closing) {
        // Closed, or a client that has gone already.
      }
    }
  }

  private void accept(Socket client) throws IOException {
    if (!behaviour.now().accepting()) {
      counters.refused.increment();
      Connection.reset(client);
      return;
    }
    var server = new Socket();
    try {
      server.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), target), 2000);
    } catch (IOException away) {
      counters.refused.increment();
      server.close();
      Connection.reset(client);
      return;
    }
    counters.accepted.increment();
    var connection =
        new Connection(client, server, behaviour, counters, hold, random, connections::remove);
    connections.add(connection);
    connection.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    behaviour.set(ProxyBehaviour.PASS);
    var held = hold.getAndSet(null);
    if (held != null) {
      held.drop();
    }
    cut();
  }

  /** Counts a proxy's effects, so that a fault can prove that it landed. */
  public static final class Counters {
    final LongAdder accepted = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder passedBytes = new LongAdder();
    final LongAdder withheldBytes = new LongAdder();
    final LongAdder swallowedBytes = new LongAdder();
    final LongAdder delayedChunks = new LongAdder();
    final LongAdder resets = new LongAdder();
    final LongAdder heldChunks = new LongAdder();

    /** The numbers at one moment. */
    public record Reading(
        long accepted,
        long refused,
        long passedBytes,
        long withheldBytes,
        long swallowedBytes,
        long delayedChunks,
        long resets,
        long heldChunks) {

      /** The difference to an earlier reading. */
      public Reading since(Reading earlier) {
        return new Reading(
            accepted - earlier.accepted,
            refused - earlier.refused,
            passedBytes - earlier.passedBytes,
            withheldBytes - earlier.withheldBytes,
            swallowedBytes - earlier.swallowedBytes,
            delayedChunks - earlier.delayedChunks,
            resets - earlier.resets,
            heldChunks - earlier.heldChunks);
      }
    }

    public Reading read() {
      return new Reading(
          accepted.sum(),
          refused.sum(),
          passedBytes.sum(),
          withheldBytes.sum(),
          swallowedBytes.sum(),
          delayedChunks.sum(),
          resets.sum(),
          heldChunks.sum());
    }
  }
}
