package io.sluice.process.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.diagnosis.SystemCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Targets of real descriptors of this process, as the kernel tells them. */
@EnabledOnOs(OS.LINUX)
class DescriptorsTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aLocalSocketHasThePathOfItsServerOrNone() throws IOException {
    var address = UnixDomainSocketAddress.of(folder.resolve("a socket"));
    var path = address.getPath().toString();
    Collection<String> before = sockets().values();
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      try (var _ = SocketChannel.open(address);
          var _ = server.accept()) {
        assertThat(targetsBeside(before))
            .contains(new SystemCall.LocalSocket(path), new SystemCall.LocalSocket(""))
            .isSubsetOf(new SystemCall.LocalSocket(path), new SystemCall.LocalSocket(""));
      }
    }
  }

  @Test
  void anInternetSocketHasBothAddresses() throws IOException {
    Collection<String> before = sockets().values();
    try (var server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      var address = (InetSocketAddress) server.getLocalAddress();
      try (var client = SocketChannel.open(address);
          var _ = server.accept()) {
        var own = (InetSocketAddress) client.getLocalAddress();
        assertThat(targetsBeside(before))
            .filteredOn(SystemCall.Socket.class::isInstance)
            .extracting(target -> ((SystemCall.Socket) target).peer().replaceAll(".*:", ""))
            .containsExactlyInAnyOrder("", text(address.getPort()), text(own.getPort()));
      }
    }
  }

  private static String text(int port) {
    return Integer.toString(port);
  }

  private static List<SystemCall.Target> targetsBeside(Collection<String> before)
      throws IOException {
    var targets = new ArrayList<SystemCall.Target>();
    for (var socket : sockets().entrySet()) {
      if (!before.contains(socket.getValue())) {
        targets.add(Descriptors.target(socket.getKey()));
      }
    }
    return targets;
  }

  /** The sockets of this process by their descriptors. */
  private static Map<Long, String> sockets() throws IOException {
    var found = new HashMap<Long, String>();
    try (var all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (var each : all) {
        try {
          var link = Files.readSymbolicLink(each).toString();
          if (link.startsWith("socket:")) {
            found.put(Long.valueOf(each.getFileName().toString()), link);
          }
        } catch (NoSuchFileException closedMeanwhile) {
          // The descriptor of this very listing, for one.
        }
      }
    }
    return found;
  }
}
