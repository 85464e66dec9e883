package io.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Finds processes, sockets and files that a stopped system has left. */
final class LeftProcesses {
  private static final Duration GENEROUS = Duration.ofSeconds(60);

  private LeftProcesses() {}

  static void assertNoProcess(List<Long> pids) {
    assertThat(pids).isNotEmpty();
    await().atMost(GENEROUS).untilAsserted(() -> assertThat(pids).noneMatch(LeftProcesses::lives));
  }

  private static boolean lives(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  static void assertNothingListensAt(String... addresses) throws IOException {
    for (var address : addresses) {
      try (var socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(
            new InetSocketAddress(
                InetAddress.ofLiteral("127.0.0.1"), URI.create(address).getPort()));
      }
    }
  }

  static void assertGone(Path path) {
    await().atMost(GENEROUS).untilAsserted(() -> assertThat(path).doesNotExist());
  }
}
