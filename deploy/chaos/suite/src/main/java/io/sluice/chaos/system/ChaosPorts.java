package io.sluice.chaos.system;

import io.sluice.local.port.Port;
import io.sluice.local.port.PortPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Random;

/**
 * Ports below the kernel's range for outgoing connections, so that a killed part finds its port
 * free when it restarts.
 */
final class ChaosPorts {
  private static final int FIRST = 20_000;
  private static final int LAST = 32_000;

  private final Random random = new Random();
  private final List<Integer> taken = new ArrayList<>();

  PortPlan plan(int workers) throws IOException {
    var ports = new EnumMap<Port, Integer>(Port.class);
    for (var port : Port.values()) {
      ports.put(port, next());
    }
    var more = new ArrayList<PortPlan.WorkerPorts>();
    for (int i = 1; i < workers; i++) {
      more.add(new PortPlan.WorkerPorts(next(), next()));
    }
    return new PortPlan(ports, more, List.of());
  }

  /** One more, for a server that is added later. */
  int next() throws IOException {
    for (int tries = 0; tries < 1000; tries++) {
      int port = random.nextInt(FIRST, LAST);
      if (!taken.contains(port) && free(port)) {
        taken.add(port);
        return port;
      }
    }
    throw new IOException("no port is free between " + FIRST + " and " + LAST);
  }

  private static boolean free(int port) throws IOException {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
      return true;
    } catch (IOException inUse) {
      return false;
    }
  }
}
