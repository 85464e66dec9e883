package io.sluice.local.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.local.port.PortChoice.PortTaken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortChoiceTest {

  @Test
  void takesThePortThatWasAskedFor() throws IOException {
    var free = freePort();

    assertThat(PortChoice.choose(Map.of(Port.ADMIN_API, free), 1).of(Port.ADMIN_API))
        .isEqualTo(free);
  }

  @Test
  void refusesATakenPortThatWasAskedForWithItsOption() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      var asked = Map.of(Port.WORKER, taken.getLocalPort());

      assertThatThrownBy(() -> PortChoice.choose(asked, 1))
          .isInstanceOf(PortTaken.class)
          .hasMessageContaining("Port " + taken.getLocalPort() + " (--worker-port) cannot be used");
    }
  }

  @Test
  void movesAwayFromAUsualPortThatIsTakenEverywhere() throws IOException {
    try (var taken = takeUsual(Port.POSTGRES)) {
      var plan = PortChoice.choose(Map.of(), 1);

      assertThat(plan.moved()).contains(Port.POSTGRES);
      assertThat(plan.of(Port.POSTGRES)).isNotEqualTo(Port.POSTGRES.usual()).isPositive();
      assertThat(taken.isClosed()).isFalse();
    }
  }

  @Test
  void givesNoPortTwice() throws IOException {
    var plan = PortChoice.choose(Map.of(), 8);

    var all = new HashSet<>(plan.ports().values());
    plan.moreWorkers().forEach(worker -> all.add(worker.http()));
    plan.moreWorkers().forEach(worker -> all.add(worker.management()));
    assertThat(all).hasSize(Port.values().length + 2 * 7);
  }

  @Test
  void doesNotUseAPortForOnePartThatWasAskedForAnother() throws IOException {
    var asked = Map.of(Port.REDIS, Port.ADMIN_API.usual());
    try (var taken = takeUsual(Port.WORKER)) {
      var plan = PortChoice.choose(asked, 1);

      assertThat(plan.of(Port.ADMIN_API)).isNotEqualTo(plan.of(Port.REDIS));
      assertThat(taken.isClosed()).isFalse();
    } catch (PortTaken busyMachine) {
      assertThat(busyMachine).hasMessageContaining("--redis-port");
    }
  }

  /** Held by this test, or by somebody else on this machine: taken either way. */
  private static ServerSocket takeUsual(Port port) throws IOException {
    var socket = new ServerSocket();
    try {
      socket.bind(new InetSocketAddress(port.usual()));
    } catch (IOException takenAlready) {
      assertThat(takenAlready).hasMessageContaining("in use");
    }
    return socket;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
