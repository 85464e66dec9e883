package io.sluice.admin.redis;

import io.vertx.mutiny.redis.client.Redis;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Consumer;

/** Makes listeners to channels. */
@Singleton
public final class Channels {

  private static final Duration LONGEST_CALL = Duration.ofSeconds(5);

  private final Redis redis;

  Channels(Redis redis) {
    this.redis = redis;
  }

  /**
   * One that is not open yet.
   *
   * @param hears called on a thread of the network, which it must not hold up
   */
  public ChannelListener listener(String channel, Consumer<String> hears) {
    return new ChannelListener(redis, LONGEST_CALL, channel, hears);
  }
}
