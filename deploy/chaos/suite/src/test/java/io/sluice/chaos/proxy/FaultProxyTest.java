package io.sluice.chaos.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.chaos.proxy.ProxyBehaviour.Direction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
  private static final Duration CAP = Duration.ofSeconds(10);

  private EchoServer server;
  private FaultProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = new EchoServer();
    proxy = FaultProxy.before(server.port(), new Random(1));
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    server.close();
  }

  @Test
  void whatIsSaidPassesBothWaysAndIsCounted() throws IOException {
    try (var client = client()) {
      assertThat(echo(client, "hello")).isEqualTo("hello");
    }
    await().atMost(CAP).until(() -> proxy.counters().passedBytes() == 10);
  }

  @Test
  void latencyDelaysEachChunk() throws IOException {
    proxy.behave(ProxyBehaviour.latency(Duration.ofMillis(100)));
    try (var client = client()) {
      long began = System.nanoTime();
      assertThat(echo(client, "slow")).isEqualTo("slow");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(200));
    }
    assertThat(proxy.counters().delayedChunks()).isEqualTo(2);
  }

  @Test
  void aBlackholeWithholdsUntilItIsOver() throws IOException {
    try (var client = client()) {
      proxy.behave(ProxyBehaviour.blackhole(Direction.TO_CLIENT));
      say(client, "later");
      await().atMost(CAP).until(() -> proxy.counters().withheldBytes() == 5);
      assertThat(server.heard.get()).isEqualTo(5);
      client.setSoTimeout(100);
      assertThatThrownBy(() -> hear(client, 5)).isInstanceOf(SocketTimeoutException.class);
      client.setSoTimeout(10_000);

      proxy.pass();

      assertThat(hear(client, 5)).isEqualTo("later");
    }
  }

  @Test
  void aBlackholeBothWaysReachesNobody() throws IOException {
    try (var client = client()) {
      proxy.behave(ProxyBehaviour.blackholeBothWays());
      say(client, "lost?");
      await().atMost(CAP).until(() -> proxy.counters().withheldBytes() == 5);
      assertThat(server.heard.get()).isZero();
    }
  }

  @Test
  void everyChunkCanReset() throws IOException {
    proxy.behave(ProxyBehaviour.resets(1000));
    try (var client = client()) {
      say(client, "x");
      assertThatThrownBy(() -> hear(client, 1)).isInstanceOf(IOException.class);
    }
    assertThat(proxy.counters().resets()).isPositive();
  }

  @Test
  void aHalfOpenConnectionTalksToNobodyAndIsResetInTheEnd() throws IOException {
    try (var client = client()) {
      echo(client, "known");
      proxy.behave(ProxyBehaviour.halfOpened());
      say(client, "anybody?");
      await().atMost(CAP).until(() -> proxy.counters().swallowedBytes() == 8);
      client.setSoTimeout(100);
      assertThatThrownBy(() -> hear(client, 1)).isInstanceOf(SocketTimeoutException.class);

      proxy.pass();

      client.setSoTimeout(10_000);
      assertThatThrownBy(() -> hear(client, 1)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aByteLimitEndsTheConnection() throws IOException {
    proxy.behave(ProxyBehaviour.byteLimit(10));
    try (var client = client()) {
      assertThat(echo(client, "12345")).isEqualTo("12345");
      say(client, "6");
      assertThatThrownBy(() -> hear(client, 1)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void theEndOfOneSideIsToldLate() throws IOException {
    try (var client = client()) {
      echo(client, "known");
      proxy.behave(ProxyBehaviour.slowClose(Duration.ofMillis(300)));
      long began = System.nanoTime();
      client.shutdownOutput();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(300));
    }
  }

  @Test
  void newConnectionsAreRefusedAndOldOnesGoOn() throws IOException {
    try (var old = client()) {
      echo(old, "known");
      proxy.behave(ProxyBehaviour.refuseNew());
      assertThat(echo(old, "still")).isEqualTo("still");
      try (var late = client()) {
        assertThatThrownBy(() -> echo(late, "new")).isInstanceOf(IOException.class);
      }
    }
    assertThat(proxy.counters().refused()).isEqualTo(1);
  }

  @Test
  void movedConnectionsGoElsewhere() throws IOException {
    try (var other = new EchoServer();
        var old = client()) {
      echo(old, "known");
      proxy.moveTo(other.port());
      assertThatThrownBy(() -> echo(old, "old")).isInstanceOf(IOException.class);
      try (var client = client()) {
        echo(client, "new");
      }
      assertThat(other.heard.get()).isEqualTo(3);
    }
  }

  @Test
  void aHoldStopsTheChunkWithThePatternInAnyCaseAndItNeverArrives() throws Exception {
    var hold = HeldConnection.at("Commit");
    proxy.hold(hold);
    try (var client = client();
        var other = client()) {
      assertThat(echo(client, "insert")).isEqualTo("insert");
      say(client, "COMMIT");
      assertThat(hold.await(CAP)).isTrue();
      assertThat(server.heard.get()).isEqualTo(6);
      assertThat(echo(other, "other commit")).isEqualTo("other commit");

      hold.drop();

      assertThatThrownBy(() -> hear(client, 1)).isInstanceOf(IOException.class);
      assertThat(server.heard.get()).isEqualTo(18);
    }
  }

  @Test
  void aHoldAfterThePatternPassesItAndStopsWhatComesNext() throws Exception {
    var hold = HeldConnection.after("marker");
    proxy.hold(hold);
    try (var client = client()) {
      assertThat(echo(client, "insert marker")).isEqualTo("insert marker");
      say(client, "commit");
      assertThat(hold.await(CAP)).isTrue();
      assertThat(server.heard.get()).isEqualTo(13);
      hold.drop();
    }
  }

  private Socket client() throws IOException {
    var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), proxy.port());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static String echo(Socket client, String text) throws IOException {
    say(client, text);
    return hear(client, text.length());
  }

  private static void say(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String hear(Socket client, int bytes) throws IOException {
    var heard = client.getInputStream().readNBytes(bytes);
    if (heard.length < bytes) {
      throw new IOException("the connection ended");
    }
    return new String(heard, StandardCharsets.US_ASCII);
  }
}
