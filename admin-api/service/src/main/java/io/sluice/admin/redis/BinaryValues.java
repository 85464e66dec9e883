package io.sluice.admin.redis;

import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import java.time.Duration;

/** Writes binary values to Redis. */
public final class BinaryValues {

  private final VertxRedisConnection redis;

  BinaryValues(VertxRedisConnection redis) {
    this.redis = redis;
  }

  /**
   * Sets a value with a time to live.
   *
   * @throws io.sluice.queue.RedisRefused if Redis answers with an error
   * @throws io.sluice.queue.RedisUnavailable if Redis gives no answer
   */
  public void set(String key, byte[] bytes, Duration ttl) {
    redis.await(
        Request.cmd(Command.create("SET"))
            .arg(key)
            .arg(Buffer.buffer(bytes))
            .arg("PX")
            .arg(ttl.toMillis()));
  }
}
