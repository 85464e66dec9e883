package io.sluice.admin.redis;

import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import java.time.Duration;

/** Values that are bytes, not text. */
public final class BinaryValues {

  private final VertxRedisConnection redis;

  BinaryValues(VertxRedisConnection redis) {
    this.redis = redis;
  }

  /**
   * Sets a value that disappears by itself.
   *
   * @throws io.sluice.queue.RedisRefused when Redis answers with an error
   * @throws io.sluice.queue.RedisUnavailable when no answer came
   */
  public void set(String key, byte[] bytes, Duration kept) {
    redis.await(
        Request.cmd(Command.create("SET"))
            .arg(key)
            .arg(Buffer.buffer(bytes))
            .arg("PX")
            .arg(kept.toMillis()));
  }
}
