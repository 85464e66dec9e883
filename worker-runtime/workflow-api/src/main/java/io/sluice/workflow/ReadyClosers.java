package io.sluice.workflow;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.http.HttpRequest;
import java.nio.channels.SocketChannel;

/** Describes the resource of a predefined closer, with host and port if they are known. */
final class ReadyClosers {
  private ReadyClosers() {}

  static String describe(Closeable resource) {
    return switch (resource) {
      case Socket socket -> named("socket", socket.getRemoteSocketAddress());
      case SocketChannel channel -> named("socket", remoteAddress(channel));
      default -> resource.getClass().getSimpleName();
    };
  }

  static String describe(HttpRequest request) {
    var uri = request.uri();
    boolean secure = "https".equalsIgnoreCase(uri.getScheme());
    int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
    return "HTTP request to " + uri.getHost() + ":" + port;
  }

  static String describe(Process child) {
    return "child process " + child.pid() + child.info().command().map(c -> " " + c).orElse("");
  }

  private static SocketAddress remoteAddress(SocketChannel channel) {
    try {
      return channel.getRemoteAddress();
    } catch (IOException _) {
      return null; // Closed meanwhile: no thread will wait in it.
    }
  }

  private static String named(String what, SocketAddress peer) {
    return switch (peer) {
      case null -> what;
      case InetSocketAddress inet -> what + " to " + inet.getHostString() + ":" + inet.getPort();
      default -> what + " to " + peer;
    };
  }
}
