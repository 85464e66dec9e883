package io.sluice.chaos.workflows.corpus;

import io.sluice.chaos.workflows.corpus.CorpusWork.Case;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Waits for peers that say nothing. */
@SuppressWarnings({
  "FutureReturnValueIgnored",
  "ReturnValueIgnored",
  "CheckReturnValue",
  "AddressSelection",
  "ModifiedButNotUsed",
  "BanJNDI",
  "UnnecessaryStringBuilder",
  "Finally",
  "BusyWait",
  "Interruption",
  "UnusedVariable",
  "ThreadPriorityCheck",
  "WaitNotInLoop",
  "LockNotBeforeTry",
  "StreamResourceLeak",
  "InputStreamSlowMultibyteRead",
  "JdkObsolete",
  "EmptyCatch",
  "try"
})
final class SocketCases {
  private static final int BIG = 1 << 24;
  private static final int HOUR_MS = 3_600_000;

  private SocketCases() {}

  static Map<String, Case> all() {
    return Map.ofEntries(
        Map.entry("socket-read", _ -> read()),
        Map.entry("socket-read-timed", _ -> readTimed()),
        Map.entry("socket-write", _ -> write()),
        Map.entry("socket-connect", _ -> connect()),
        Map.entry("socket-accept", _ -> accept()),
        Map.entry("selector", _ -> select()),
        Map.entry("channel-read", _ -> channelRead()),
        Map.entry("channel-accept", _ -> channelAccept()),
        Map.entry("async-channel-read", _ -> asyncRead()),
        Map.entry("datagram-receive", _ -> receive()),
        Map.entry("unix-socket-read", scene -> unixRead(scene.folder())),
        Map.entry("nio-pipe-read", _ -> pipeRead()),
        Map.entry("virtual-socket-read", _ -> virtualRead()));
  }

  static ServerSocket silent() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  static Socket connected(ServerSocket server) throws IOException {
    return new Socket(server.getInetAddress(), server.getLocalPort());
  }

  private static void read() throws IOException {
    try (var server = silent();
        var socket = connected(server)) {
      int _ = socket.getInputStream().read(); // at: socket-read
    }
  }

  private static void readTimed() throws IOException {
    try (var server = silent();
        var socket = connected(server)) {
      socket.setSoTimeout(HOUR_MS);
      int _ = socket.getInputStream().read(); // at: socket-read-timed
    }
  }

  private static void write() throws IOException {
    try (var server = silent();
        var socket = connected(server)) {
      socket.getOutputStream().write(new byte[BIG]); // at: socket-write
    }
  }

  /** Fills the backlog of a server, so that the kernel does not answer any more. */
  private static void connect() throws IOException {
    List<SocketChannel> filling = new ArrayList<>();
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var address = new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
      for (int i = 0; i < 8; i++) {
        var channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.connect(address);
        filling.add(channel);
      }
      Deaf.forever(() -> new Socket().connect(address)); // at: socket-connect
    }
  }

  private static void accept() throws IOException {
    try (var server = silent()) {
      server.accept(); // at: socket-accept
    }
  }

  private static void select() throws IOException {
    try (var selector = Selector.open()) {
      while (true) {
        selector.select(); // at: selector
        Thread.interrupted();
      }
    }
  }

  /** An interrupt closes the channel: it connects again. */
  private static void channelRead() throws IOException {
    try (var server = silent()) {
      Deaf.forever(
          () -> {
            Thread.interrupted();
            var channel = SocketChannel.open(server.getLocalSocketAddress());
            channel.read(ByteBuffer.allocate(8)); // at: channel-read
          });
    }
  }

  private static void channelAccept() {
    Deaf.forever(
        () -> {
          Thread.interrupted();
          try (var server = ServerSocketChannel.open().bind(null)) {
            server.accept(); // at: channel-accept
          }
        });
  }

  private static void asyncRead() throws Exception {
    try (var server = silent();
        var channel = AsynchronousSocketChannel.open()) {
      channel.connect(server.getLocalSocketAddress()).get();
      var read = channel.read(ByteBuffer.allocate(8));
      Deaf.forever(() -> read.get()); // at: async-channel-read
    }
  }

  private static void receive() throws IOException {
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.receive(new DatagramPacket(new byte[8], 8)); // at: datagram-receive
    }
  }

  private static void unixRead(String folder) throws IOException {
    var address = UnixDomainSocketAddress.of(Path.of(folder, "silent.sock"));
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      Deaf.forever(
          () -> {
            Thread.interrupted();
            var channel = SocketChannel.open(address);
            channel.read(ByteBuffer.allocate(8)); // at: unix-socket-read
          });
    }
  }

  private static void pipeRead() {
    Deaf.forever(
        () -> {
          var pipe = Pipe.open();
          Thread.interrupted();
          pipe.source().read(ByteBuffer.allocate(8)); // at: nio-pipe-read
        });
  }

  private static void readAgain() throws IOException {
    Thread.interrupted();
    read();
  }

  private static void virtualRead() {
    var reader =
        Thread.ofVirtual().name("virtual-reader").start(() -> Deaf.forever(SocketCases::readAgain));
    Deaf.forever(() -> reader.join()); // at: virtual-socket-read
  }
}
