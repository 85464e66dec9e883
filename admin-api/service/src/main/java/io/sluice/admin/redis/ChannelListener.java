package io.sluice.admin.redis;

import io.sluice.queue.RedisUnavailable;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Subscribes to a channel on a connection of its own. It does not reconnect by itself: check {@link
 * #isLost()} and open it again. Opened and closed by one thread.
 */
public final class ChannelListener {

  private final Redis redis;
  private final Duration timeout;
  private final String channel;
  private final Consumer<String> receiver;
  private volatile boolean lost = true;
  private @Nullable RedisConnection connection;

  /**
   * Makes a listener that is not open yet.
   *
   * @param receiver receives each message on a network thread and must not block
   */
  ChannelListener(Redis redis, Duration timeout, String channel, Consumer<String> receiver) {
    this.redis = redis;
    this.timeout = timeout;
    this.channel = channel;
    this.receiver = receiver;
  }

  /** Returns true if there is no connection: it was not opened, or it has ended. */
  public boolean isLost() {
    return lost;
  }

  /**
   * Opens the connection, or replaces it.
   *
   * @throws RedisUnavailable if Redis cannot be reached
   */
  public void open() {
    close();
    try {
      RedisConnection fresh = redis.connect().await().atMost(timeout);
      connection = fresh;
      fresh.handler(this::message);
      fresh.exceptionHandler(_ -> lost = true);
      fresh.endHandler(() -> lost = true);
      lost = false;
      var _ = fresh.send(Request.cmd(Command.SUBSCRIBE).arg(channel)).await().atMost(timeout);
    } catch (RuntimeException e) {
      lost = true;
      throw new RedisUnavailable(e);
    }
  }

  /** Closes the connection. A second call does nothing. */
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
      receiver.accept(said.get(2).toString());
    }
  }

  /** Makes listeners of channels. */
  @Singleton
  public static final class Channels {

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
}
