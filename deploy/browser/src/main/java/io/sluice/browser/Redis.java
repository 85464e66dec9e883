package io.sluice.browser;

import io.sluice.queue.RedisConnection;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Redis client of the benchmark. Thread-safe. */
final class Redis implements RedisConnection, AutoCloseable {
  private static final int SECONDS = 10;

  private final Vertx vertx = Vertx.vertx();
  private final io.vertx.redis.client.Redis client;

  Redis(String url) {
    client = io.vertx.redis.client.Redis.createClient(vertx, url);
  }

  @Override
  public @Nullable Object send(String command, List<String> arguments) {
    var request = Request.cmd(Command.create(command));
    arguments.forEach(request::arg);
    try {
      return value(
          client
              .send(request)
              .toCompletionStage()
              .toCompletableFuture()
              .get(SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof ErrorType refused
          ? new RedisRefused(String.valueOf(refused.getMessage()))
          : new RedisUnavailable(failed);
    } catch (TimeoutException late) {
      throw new RedisUnavailable(late);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new RedisUnavailable(stopped);
    }
  }

  private static @Nullable Object value(@Nullable Response reply) {
    if (reply == null) {
      return null;
    }
    ResponseType type = reply.type();
    return switch (type) {
      case NUMBER -> reply.toLong();
      case MULTI -> reply.stream().map(Redis::value).toList();
      default -> reply.toString();
    };
  }

  @Override
  public void close() {
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
