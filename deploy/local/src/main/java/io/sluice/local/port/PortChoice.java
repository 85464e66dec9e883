package io.sluice.local.port;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Chooses ports: a given port only, else the default one, else a free one. All are held open until
 * the last is chosen, so that all differ.
 */
public final class PortChoice implements AutoCloseable {
  private final Map<Port, Integer> given;
  private final Set<Integer> reserved; // asked for by somebody, hence never taken as a free one
  private final List<ServerSocket> held = new ArrayList<>();

  private PortChoice(Map<Port, Integer> given) {
    this.given = given;
    this.reserved = new HashSet<>(given.values());
  }

  /**
   * Chooses for all parts and workers.
   *
   * @param given ports that were asked for
   * @throws PortTaken when one of them cannot be had
   */
  public static PortPlan choose(Map<Port, Integer> given, int workers) throws IOException {
    try (var choice = new PortChoice(given)) {
      return choice.plan(workers);
    }
  }

  private PortPlan plan(int workers) throws IOException {
    var ports = new EnumMap<Port, Integer>(Port.class);
    var moved = new ArrayList<Port>();
    for (var port : Port.values()) {
      var number = given.containsKey(port) ? asked(port) : usualOrFree(port);
      ports.put(port, number);
      if (!given.containsKey(port) && number != port.usual()) {
        moved.add(port);
      }
    }
    var more = new ArrayList<PortPlan.WorkerPorts>();
    for (var worker = 1; worker < workers; worker++) {
      more.add(new PortPlan.WorkerPorts(free(), free()));
    }
    return new PortPlan(ports, more, moved);
  }

  private int asked(Port port) throws IOException {
    var number = given.getOrDefault(port, 0);
    if (!hold(number)) {
      throw new PortTaken(port, number);
    }
    return number;
  }

  private int usualOrFree(Port port) throws IOException {
    return !reserved.contains(port.usual()) && hold(port.usual()) ? port.usual() : free();
  }

  private int free() throws IOException {
    if (!hold(0)) {
      throw new IOException("this machine has no free port left on 127.0.0.1");
    }
    return held.getLast().getLocalPort();
  }

  private boolean hold(int number) throws IOException {
    var socket = new ServerSocket();
    try {
      socket.setReuseAddress(true); // a port of a system that has just ended is free
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), number));
      return held.add(socket);
    } catch (IOException taken) {
      socket.close();
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    for (var socket : held) {
      socket.close();
    }
  }

  /** Reports that a given port is in use. */
  public static final class PortTaken extends IOException {
    private static final long serialVersionUID = 1L;

    PortTaken(Port port, int number) {
      super(
          String.format(
              Locale.ROOT,
              "Port %d (%s) cannot be used: something else listens there, or it is not allowed. Choose another one or leave the option out.",
              number,
              port.option()));
    }
  }
}
