package io.sluice.orchestrator;

import io.sluice.queue.RedisConnection;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/** A real Redis 6.2 on a free port, with the worker's own client. */
public final class RealRedis implements RedisConnection, AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final int port;
  private final RedisServer server;
  private final Vertx vertx = Vertx.vertx();
  private final Redis client;
  private final RedisConnection connection;

  public static RealRedis start() {
    return start("");
  }

  /** One that asks for a password, unless that is empty. */
  static RealRedis start(String password) {
    try {
      return new RealRedis(password);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RealRedis(String password) throws IOException {
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    server = server(port, password);
    server.start();
    String credential = password.isEmpty() ? "" : ":" + password + "@";
    client = Redis.createClient(vertx, "redis://" + credential + "127.0.0.1:" + port);
    connection = new QuarkusRedisConnection(client, TIMEOUT);
  }

  private static RedisServer server(int port, String password) throws IOException {
    var builder =
        RedisServer.newRedisServer()
            .port(port)
            .setting("bind 127.0.0.1")
            .setting("save \"\"")
            .setting("maxmemory-policy noeviction");
    return (password.isEmpty() ? builder : builder.setting("requirepass " + password)).build();
  }

  int port() {
    return port;
  }

  @Override
  public @Nullable Object send(String command, List<String> arguments) {
    return connection.send(command, arguments);
  }

  /** Returns the messages on a channel from now on. */
  public List<String> listen(String channel) {
    var heard = new CopyOnWriteArrayList<String>();
    var subscribed = new CompletableFuture<Boolean>();
    var listener = client.connect().await().atMost(TIMEOUT);
    listener.handler(
        said -> {
          if (said.get(0).toString().equals("message")) {
            heard.add(said.get(2).toString());
          } else {
            subscribed.complete(true);
          }
        });
    listener
        .send(Request.cmd(Command.SUBSCRIBE).arg(channel))
        .subscribe()
        .with(_ -> {}, subscribed::completeExceptionally);
    subscribed.orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
    return heard;
  }

  @Override
  public void close() throws IOException {
    client.close();
    vertx.closeAndAwait();
    server.stop();
  }
}
