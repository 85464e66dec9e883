package io.sluice.diagnosis;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Resource that a thread reads from without an answer. */
enum WaitKind {
  SOCKET,
  PIPE;

  private static final Set<String> SOCKET_READS =
      Set.of(
          "sun.nio.ch.Net.poll",
          "sun.nio.ch.SocketDispatcher.read0",
          "sun.nio.ch.UnixDomainSockets.read0",
          "java.net.SocketInputStream.socketRead0");
  private static final Set<String> PIPE_READS =
      Set.of(
          "java.io.FileInputStream.readBytes0",
          "java.io.FileInputStream.readBytes",
          "java.io.FileInputStream.read0",
          "sun.nio.ch.UnixFileDispatcherImpl.read0");

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the resource that the thread reads from in all samples; empty if there is none. */
  static Optional<WaitKind> of(List<ThreadSample> samples) {
    return Arrays.stream(values())
        .filter(kind -> samples.stream().allMatch(kind::isReadIn))
        .findFirst();
  }

  private boolean isReadIn(ThreadSample sample) {
    return !sample.frames().isEmpty() && calls().contains(sample.frames().getFirst().call());
  }

  private Set<String> calls() {
    return switch (this) {
      case SOCKET -> SOCKET_READS;
      case PIPE -> PIPE_READS;
    };
  }
}
