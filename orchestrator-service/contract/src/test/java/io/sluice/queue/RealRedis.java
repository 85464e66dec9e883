package io.sluice.queue;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import io.vertx.redis.client.impl.types.ErrorType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/** A real Redis 6.2, the oldest that is supported, on a free port. */
final class RealRedis implements RedisConnection, AutoCloseable {
  private final RedisServer server;
  private final Vertx vertx = Vertx.vertx();
  private final Redis client;

  static RealRedis start() {
    try {
      return new RealRedis();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RealRedis() throws IOException {
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    server =
        RedisServer.newRedisServer()
            .port(port)
            .setting("bind 127.0.0.1")
            .setting("save \"\"")
            .setting("maxmemory-policy noeviction")
            .build();
    server.start();
    client = Redis.createClient(vertx, "redis://127.0.0.1:" + port);
  }

  @Override
  public @Nullable Object send(String command, List<String> arguments) {
    Request request = Request.cmd(Command.create(command));
    arguments.forEach(request::arg);
    try {
      return value(client.send(request).toCompletionStage().toCompletableFuture().get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ErrorType refused) {
        throw new RedisRefused(String.valueOf(refused.getMessage()));
      }
      throw new RedisUnavailable(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Object value(@Nullable Response response) {
    if (response == null) {
      return null;
    }
    if (response.type() == ResponseType.MULTI) {
      var values = new ArrayList<@Nullable Object>();
      response.forEach(item -> values.add(value(item)));
      return values;
    }
    return response.type() == ResponseType.NUMBER ? response.toLong() : response.toString();
  }

  @Override
  public void close() throws IOException {
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    server.stop();
  }
}
