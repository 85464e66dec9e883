package io.sluice.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection to Redis without a proxy. For one thread. */
public final class RedisClient implements AutoCloseable {
  private static final int TIMEOUT_MS = 10_000;

  private final Socket socket;
  private final InputStream in;

  /** Redis answered with an error. */
  public static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  private RedisClient(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  public static RedisClient to(int port) throws IOException {
    var socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 2000);
    socket.setSoTimeout(TIMEOUT_MS);
    socket.setTcpNoDelay(true);
    return new RedisClient(socket);
  }

  /** Sends one command; answers a String, a Long, a list of these, or null. */
  public @Nullable Object send(String... command) throws IOException {
    say(command);
    return answer();
  }

  /** Sends one command and does not wait for its answer. */
  public void say(String... command) throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(("*" + command.length + "\r\n").getBytes(StandardCharsets.UTF_8));
    for (var word : command) {
      var raw = word.getBytes(StandardCharsets.UTF_8);
      bytes.writeBytes(("$" + raw.length + "\r\n").getBytes(StandardCharsets.UTF_8));
      bytes.writeBytes(raw);
      bytes.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    socket.getOutputStream().write(bytes.toByteArray());
  }

  public long number(String... command) throws IOException {
    return send(command) instanceof Long number ? number : 0;
  }

  public String text(String... command) throws IOException {
    return String.valueOf(send(command));
  }

  /** An answer that is a list; empty when it is null. */
  public List<?> list(String... command) throws IOException {
    return send(command) instanceof List<?> list ? list : List.of();
  }

  /** The run_id of the server, another one after each start. */
  public String runId() throws IOException {
    return info("server", "run_id");
  }

  /** A value that INFO has in a section; empty if it has none. */
  public String info(String section, String name) throws IOException {
    return text("INFO", section)
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  private @Nullable Object answer() throws IOException {
    var line = line();
    var rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '+' -> rest;
      case ':' -> Long.valueOf(rest);
      case '$' -> bulk(Integer.parseInt(rest));
      case '*' -> array(Integer.parseInt(rest));
      case '-' -> throw new Refused(rest);
      default -> throw new IOException("not RESP: " + line);
    };
  }

  private @Nullable String bulk(int length) throws IOException {
    if (length < 0) {
      return null;
    }
    var bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("Redis closed the connection");
    }
    in.skipNBytes(2);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private @Nullable List<@Nullable Object> array(int length) throws IOException {
    if (length < 0) {
      return null;
    }
    var all = new ArrayList<@Nullable Object>(length);
    for (int i = 0; i < length; i++) {
      all.add(answer());
    }
    return all;
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\r'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("Redis closed the connection");
      }
      line.append((char) next);
    }
    in.skipNBytes(1);
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
