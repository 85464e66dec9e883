package io.sluice.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;

class ReadyClosersTest {
  @Test
  void aSocketIsNamedByItsPeer() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var socket = new Socket(server.getInetAddress(), server.getLocalPort());
        var channel = SocketChannel.open(server.getLocalSocketAddress());
        var unconnected = new Socket()) {
      assertThat(ReadyClosers.describe(socket))
          .isEqualTo("socket to localhost:" + server.getLocalPort());
      assertThat(ReadyClosers.describe(channel))
          .startsWith("socket to ")
          .endsWith(":" + server.getLocalPort());
      assertThat(ReadyClosers.describe(unconnected)).isEqualTo("socket");
    }
  }

  @Test
  void whatHasNoPeerIsNamedByItsClass() {
    assertThat(ReadyClosers.describe(new ByteArrayInputStream(new byte[0])))
        .isEqualTo("ByteArrayInputStream");
  }

  @Test
  void anHttpRequestIsNamedByHostAndPortAndNothingElse() {
    assertThat(described("https://shop.acme.com/orders?token=secret"))
        .isEqualTo("HTTP request to shop.acme.com:443");
    assertThat(described("http://shop.acme.com")).endsWith(" shop.acme.com:80");
    assertThat(described("http://shop.acme.com:8080/")).endsWith(" shop.acme.com:8080");
  }

  @Test
  void aDatabaseIsNamedByHostAndPortAndNothingElse() {
    assertThat(StatementCloser.place("jdbc:postgresql://db.acme.com:5432/shop?password=secret"))
        .isEqualTo(" at db.acme.com:5432");
    assertThat(StatementCloser.place("jdbc:mysql://me:secret@db.acme.com/shop"))
        .isEqualTo(" at db.acme.com");
    assertThat(StatementCloser.place("jdbc:sqlserver://db.acme.com:1433;password=secret"))
        .isEqualTo(" at db.acme.com:1433");
    assertThat(StatementCloser.place("jdbc:oracle:thin:@//db.acme.com:1521/shop"))
        .isEqualTo(" at db.acme.com:1521");
    assertThat(StatementCloser.place("jdbc:h2:mem:shop")).isEmpty();
    assertThat(StatementCloser.place(null)).isEmpty();
  }

  private static String described(String uri) {
    return ReadyClosers.describe(HttpRequest.newBuilder(URI.create(uri)).build());
  }
}
