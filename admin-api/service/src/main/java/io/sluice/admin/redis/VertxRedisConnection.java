package io.sluice.admin.redis;

import io.sluice.queue.RedisConnection;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Adapts the Quarkus Redis client to the queue contract. Blocks its caller, a virtual thread, for
 * at most a fixed time.
 */
final class VertxRedisConnection implements RedisConnection {

  private final Redis redis;
  private final Duration timeout;

  VertxRedisConnection(Redis redis, Duration timeout) {
    this.redis = redis;
    this.timeout = timeout;
  }

  @Override
  public @Nullable Object send(String command, List<String> arguments) {
    Request request = Request.cmd(Command.create(command));
    for (String argument : arguments) {
      request.arg(argument);
    }
    return value(await(request));
  }

  @Nullable Response await(Request request) {
    try {
      return redis.send(request).await().atMost(timeout);
    } catch (RuntimeException e) {
      throw failure(e);
    }
  }

  private static RuntimeException failure(RuntimeException e) {
    Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
    return cause instanceof io.vertx.redis.client.Response
        ? new RedisRefused(String.valueOf(cause.getMessage()))
        : new RedisUnavailable(cause);
  }

  private static @Nullable Object value(@Nullable Response response) {
    if (response == null) {
      return null;
    }
    ResponseType type = response.type();
    return switch (type) {
      case NUMBER -> response.toLong();
      case MULTI, PUSH -> values(response);
      case SIMPLE, ERROR, BOOLEAN, BULK, ATTRIBUTE -> response.toString();
    };
  }

  private static List<@Nullable Object> values(Response response) {
    var values = new ArrayList<@Nullable Object>(response.size());
    // Iterate instead of using indexes: XREADGROUP returns a map from stream to entries.
    response.forEach(item -> values.add(value(item)));
    return values;
  }
}
