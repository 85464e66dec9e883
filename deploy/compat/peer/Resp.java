package peer;

import io.sluice.queue.RedisConnection;
import io.sluice.queue.RedisRefused;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Minimal Redis client for the contract: one connection to 127.0.0.1, for one thread. Both versions
 * use it, so that only their contracts differ.
 */
final class Resp implements RedisConnection {
  private static final int TIMEOUT_MS = 30_000;

  private final Socket socket;
  private final DataInputStream in;

  Resp(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MS);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  @Override
  public Object send(String command, List<String> arguments) {
    try {
      var request = new ByteArrayOutputStream();
      write(request, "*" + (1 + arguments.size()) + "\r\n");
      word(request, command);
      for (String argument : arguments) {
        word(request, argument);
      }
      socket.getOutputStream().write(request.toByteArray());
      return reply();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void word(ByteArrayOutputStream request, String word) throws IOException {
    write(request, "$" + word.getBytes(StandardCharsets.UTF_8).length + "\r\n");
    write(request, word + "\r\n");
  }

  private static void write(ByteArrayOutputStream request, String text) throws IOException {
    request.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private Object reply() throws IOException {
    String line = line();
    String rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '+' -> rest;
      case '-' -> throw new RedisRefused(rest);
      case ':' -> Long.valueOf(rest);
      case '$' -> text(Integer.parseInt(rest));
      case '*' -> list(Integer.parseInt(rest));
      default -> throw new IOException("Not a reply of Redis: " + line);
    };
  }

  private String text(int length) throws IOException {
    if (length < 0) {
      return null;
    }
    byte[] bytes = in.readNBytes(length);
    line();
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private List<Object> list(int length) throws IOException {
    if (length < 0) {
      return null;
    }
    var items = new ArrayList<Object>();
    for (int i = 0; i < length; i++) {
      items.add(reply());
    }
    return items;
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int c = in.readUnsignedByte(); c != '\r'; c = in.readUnsignedByte()) {
      line.append((char) c);
    }
    in.readUnsignedByte();
    return line.toString();
  }
}
