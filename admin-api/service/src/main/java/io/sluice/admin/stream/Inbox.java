package io.sluice.admin.stream;

import io.sluice.admin.clock.MonotonicClock;
import io.sluice.admin.loop.Loop;
import io.sluice.admin.redis.ChannelListener;
import io.sluice.admin.redis.Channels;
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
 * What was said on the live channel and is not looked at yet. A loop keeps the subscription: a
 * connection may be dead and say nothing, so after a minute of silence it is made anew.
 */
@Singleton
final class Inbox {

  private static final Duration CHECK = Duration.ofMillis(500);
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);
  private static final int MOST = 1_000;
  private static final int LONGEST = 64 * 1024;

  private final ChannelListener channel;
  private final MonotonicClock clock;
  private final BlockingQueue<String> messages = new ArrayBlockingQueue<>(MOST);
  private final Loop loop = new Loop("live subscription", this::turn);
  private final AtomicBoolean missed = new AtomicBoolean(true);
  private volatile Instant heardAt;

  Inbox(Channels channels, MonotonicClock clock) {
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

  /** Whether messages may have been missed since the last time this was asked. */
  boolean missedSome() {
    return missed.getAndSet(false);
  }

  /** Takes all that came. */
  List<String> take() {
    var taken = new ArrayList<String>();
    messages.drainTo(taken);
    return taken;
  }

  private void hear(String message) {
    heardAt = clock.instant();
    if (message.length() > LONGEST || !messages.offer(message)) {
      missed.set(true);
    }
  }

  private Duration turn() {
    boolean silent = heardAt.plus(LONGEST_SILENCE).isBefore(clock.instant());
    if (channel.isLost() || silent) {
      heardAt = clock.instant();
      channel.open();
      missed.set(true);
    }
    return CHECK;
  }
}
