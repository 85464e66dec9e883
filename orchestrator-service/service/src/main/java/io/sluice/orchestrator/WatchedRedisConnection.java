package io.sluice.orchestrator;

import io.sluice.queue.RedisConnection;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reports every failure to {@link RedisInterruptions}. Safe for use by many threads. */
public final class WatchedRedisConnection implements RedisConnection {
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
