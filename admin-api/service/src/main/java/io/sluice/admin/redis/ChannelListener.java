package io.sluice.admin.redis;

import io.sluice.queue.RedisUnavailable;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hears one channel, on a connection of its own. It does not come back by itself: ask whether it
 * was lost, and open it again. Opened and closed by one thread.
 */
public final class ChannelListener {

  private final Redis redis;
  private final Duration longest;
  private final String channel;
  private final Consumer<String> hears;
  private volatile boolean lost = true;
  private @Nullable RedisConnection connection;

  /**
   * Not open yet.
   *
   * @param hears called on a thread of the network, which it must not hold up
   */
  ChannelListener(Redis redis, Duration longest, String channel, Consumer<String> hears) {
    this.redis = redis;
    this.longest = longest;
    this.channel = channel;
    this.hears = hears;
  }

  /** Whether nothing can be heard: it was not opened, or its connection has ended. */
  public boolean isLost() {
    return lost;
  }

  /**
   * Opens it, anew when it was open.
   *
   * @throws RedisUnavailable when there is no way to Redis
   */
  public void open() {
    close();
    try {
      RedisConnection fresh = redis.connect().await().atMost(longest);
      connection = fresh;
      fresh.handler(this::message);
      fresh.exceptionHandler(_ -> lost = true);
      fresh.endHandler(() -> lost = true);
      lost = false;
      var _ = fresh.send(Request.cmd(Command.SUBSCRIBE).arg(channel)).await().atMost(longest);
    } catch (RuntimeException e) {
      lost = true;
      throw new RedisUnavailable(e);
    }
  }

  /** Closes it; may be called again. */
  public void close() {
    RedisConnection old = connection;
    connection = null;
    lost = true;
    if (old != null) {
      old.handler(_ -> {});
      old.exceptionHandler(_ -> {});
      old.endHandler(() -> {});
      old.close().subscribe().with(_ -> {}, _ -> {});
    }
  }

  private void message(Response said) {
    if (said.size() == 3 && "message".equals(said.get(0).toString())) {
      hears.accept(said.get(2).toString());
    }
  }
}
