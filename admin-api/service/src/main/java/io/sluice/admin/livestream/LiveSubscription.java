package io.sluice.admin.livestream;

import io.sluice.admin.lifecycle.Loop;
import io.sluice.admin.lifecycle.MonotonicClock;
import io.sluice.admin.redis.ChannelListener;
import io.sluice.admin.redis.ChannelListener.Channels;
import io.sluice.queue.ControlKeys;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Subscription to the live channel, with the messages that were not processed yet. A loop keeps the
 * connection and replaces it after a minute of silence, because a connection may be broken without
 * a sign.
 */
@Singleton
final class LiveSubscription {

  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration MAX_SILENCE_DURATION = Duration.ofMinutes(1);
  private static final int MAX_MESSAGES = 1_000;
  private static final int MAX_LENGTH = 64 * 1024;

  private final ChannelListener channel;
  private final MonotonicClock clock;
  private final BlockingQueue<String> messages = new ArrayBlockingQueue<>(MAX_MESSAGES);
  private final Loop loop = new Loop("live subscription", this::turn);
  private final AtomicBoolean missed = new AtomicBoolean(true);
  private volatile Instant heardAt;

  LiveSubscription(Channels channels, MonotonicClock clock) {
    this.channel = channels.listener(ControlKeys.LIVE, this::hear);
    this.clock = clock;
    this.heardAt = clock.instant();
  }

  void start() {
    loop.start();
  }

  void stop() {
    loop.stop();
    channel.close();
  }

  /** Returns true if messages may have been missed since the last call. */
  boolean missedSome() {
    return missed.getAndSet(false);
  }

  /** Takes all received messages. */
  List<String> take() {
    var taken = new ArrayList<String>();
    messages.drainTo(taken);
    return taken;
  }

  private void hear(String message) {
    heardAt = clock.instant();
    if (message.length() > MAX_LENGTH || !messages.offer(message)) {
      missed.set(true);
    }
  }

  private Duration turn() {
    boolean silent = heardAt.plus(MAX_SILENCE_DURATION).isBefore(clock.instant());
    if (channel.isLost() || silent) {
      heardAt = clock.instant();
      channel.open();
      missed.set(true);
    }
    return INTERVAL;
  }
}
