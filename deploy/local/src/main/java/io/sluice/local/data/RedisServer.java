package io.sluice.local.data;

import io.sluice.local.child.Child;
import io.sluice.local.child.Child.ChildRole;
import io.sluice.local.child.Child.ChildSpec;
import io.sluice.local.child.Children;
import io.sluice.local.child.StartFailed;
import io.sluice.local.child.Stopwatch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import redis.embedded.core.ExecutableProvider;

/** Redis on 127.0.0.1, append-only and never evicting. Every user of this machine has access. */
public final class RedisServer {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(30);
  private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Child child;
  private final int port;

  private RedisServer(Child child, int port) {
    this.child = child;
    this.port = port;
  }

  /** The persistence of its data. */
  public enum Persistence {
    ALWAYS,
    EVERYSEC,
    /** No data survives its end. */
    NONE;

    private List<String> arguments() {
      return this == NONE
          ? List.of("--appendonly", "no")
          : List.of("--appendonly", "yes", "--appendfsync", name().toLowerCase(Locale.ROOT));
    }
  }

  /** Returns when it answers PING: named redis, on disk every second. */
  public static RedisServer start(Children children, Path data, Path temporary, int port)
      throws IOException, InterruptedException {
    return start(children, "redis", data, temporary, port, Persistence.EVERYSEC);
  }

  /**
   * Returns when it answers PING.
   *
   * @param name also names its log
   * @param data where its append-only file is
   * @param temporary where its binary is unpacked
   */
  public static RedisServer start(
      Children children, String name, Path data, Path temporary, int port, Persistence persistence)
      throws IOException, InterruptedException {
    Files.createDirectories(data);
    Files.createDirectories(temporary);
    var binary = ExecutableProvider.newJarResourceProvider(temporary.toFile()).get().toPath();
    var command = new ArrayList<>(persistence.arguments());
    command.addAll(
        0,
        List.of(
            binary.toString(),
            "--bind",
            "127.0.0.1",
            "--port",
            Integer.toString(port),
            "--dir",
            data.toString(),
            "--save",
            "",
            "--maxmemory",
            "512mb",
            "--maxmemory-policy",
            "noeviction",
            "--daemonize",
            "no",
            "--loglevel",
            "notice"));
    var child = children.start(new ChildSpec(ChildRole.REDIS, name, command, Map.of()));
    var server = new RedisServer(child, port);
    server.awaitPong();
    return server;
  }

  public Child child() {
    return child;
  }

  public int port() {
    return port;
  }

  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  private void awaitPong() throws IOException, InterruptedException {
    var stopwatch = Stopwatch.start();
    while (!stopwatch.leftOf(LIMIT).isZero()) {
      if (answersPing()) {
        return;
      }
      if (child.endsWithin(BETWEEN_TRIES)) {
        throw new StartFailed("Redis " + child.end(), child);
      }
    }
    throw new StartFailed("Redis did not answer within " + LIMIT.toSeconds() + " s", child);
  }

  /** False while it loads its data (it answers {@code -LOADING}) or does not listen yet. */
  private boolean answersPing() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 1000);
      socket.setSoTimeout(1000);
      socket.getOutputStream().write(PING);
      return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII)
          .equals("+PONG");
    } catch (IOException notYet) {
      return false;
    }
  }
}
