package io.sluice.orchestrator;

import io.sluice.queue.RedisConnection;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Redis client of Quarkus, awaited on the calling thread for a bounded time. Safe for use by many
 * threads.
 */
public final class QuarkusRedisConnection implements RedisConnection {
  private final Redis redis;
  private final Duration timeout;

  public QuarkusRedisConnection(Redis redis, Duration timeout) {
    this.redis = redis;
    this.timeout = timeout;
  }

  @Override
  public @Nullable Object send(String command, List<String> arguments) {
    Request request = Request.cmd(Command.create(command));
    arguments.forEach(request::arg);
    try {
      return value(redis.send(request).await().atMost(timeout));
    } catch (RuntimeException unanswered) {
      if (unanswered.getCause() instanceof ErrorType refused) {
        throw new RedisRefused(String.valueOf(refused.getMessage()));
      }
      throw new RedisUnavailable(unanswered);
    }
  }

  private static @Nullable Object value(@Nullable Response response) {
    if (response == null) {
      return null;
    }
    if (response.type() == ResponseType.MULTI) {
      var values = new ArrayList<@Nullable Object>(response.size());
      response.forEach(item -> values.add(value(item)));
      return values;
    }
    return response.type() == ResponseType.NUMBER
        ? (Object) response.toLong()
        : response.toString();
  }

  /** Reports every failure to {@link RedisInterruptions}. Safe for use by many threads. */
  public static final class WatchedRedisConnection implements RedisConnection {
    private final RedisConnection redis;
    private final RedisInterruptions redisInterruptions;

    public WatchedRedisConnection(RedisConnection redis, RedisInterruptions redisInterruptions) {
      this.redis = redis;
      this.redisInterruptions = redisInterruptions;
    }

    @Override
    public @Nullable Object send(String command, List<String> arguments) {
      try {
        return redis.send(command, arguments);
      } catch (RedisUnavailable unknown) {
        redisInterruptions.interrupted();
        throw unknown;
      } catch (RedisRefused refused) {
        // A script that Redis does not know yet is sent in full by the caller: no data was lost.
        if (!refused.code().equals("NOSCRIPT")) {
          redisInterruptions.interrupted();
        }
        throw refused;
      }
    }
  }
}
