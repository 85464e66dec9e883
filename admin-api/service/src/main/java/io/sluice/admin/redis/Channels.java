package io.sluice.admin.redis;

import io.vertx.mutiny.redis.client.Redis;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Consumer;

/** Makes listeners of channels. */
@Singleton
public final class Channels {

  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

  private final Redis redis;

  Channels(Redis redis) {
    this.redis = redis;
  }

  /**
   * Makes a listener that is not open yet.
   *
   * @param receiver receives each message on a network thread and must not block
   */
  public ChannelListener listener(String channel, Consumer<String> receiver) {
    return new ChannelListener(redis, CALL_TIMEOUT, channel, receiver);
  }
}
