package io.sluice.chaos.proxy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Holds one connection at a pattern in the client's data: the chunk with the pattern (in any case,
 * because clients spell commands differently), or the one after it, is held with everything behind
 * it until {@link #drop}, and never reaches the server.
 */
public final class HeldConnection {
  private final byte[] pattern;
  private final boolean after;
  private final CompletableFuture<Long> held = new CompletableFuture<>();
  private final CountDownLatch dropped = new CountDownLatch(1);
  private final AtomicBoolean taken = new AtomicBoolean();

  private HeldConnection(String pattern, boolean after) {
    this.pattern = pattern.getBytes(StandardCharsets.UTF_8);
    this.after = after;
  }

  /** Holds the chunk that contains the pattern. */
  public static HeldConnection at(String pattern) {
    return new HeldConnection(pattern, false);
  }

  /** Passes the chunk that contains the pattern, and holds what the same client says next. */
  public static HeldConnection after(String pattern) {
    return new HeldConnection(pattern, true);
  }

  /** Waits until a chunk is held; false if none was in time. */
  public boolean await(Duration limit) throws InterruptedException {
    try {
      held.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException _) {
      return false;
    }
  }

  /** True while the pattern is awaited and nothing is held yet. */
  public boolean isAwaited() {
    return !held.isDone() && dropped.getCount() > 0;
  }

  /** Lets go: the connection is reset, what was held is gone. */
  public void drop() {
    dropped.countDown();
  }

  boolean holdsNext() {
    return after;
  }

  /** True if this chunk is to be held; only for one connection. */
  boolean takes(byte[] buffer, int length) {
    return !taken.get() && contains(buffer, length) && taken.compareAndSet(false, true);
  }

  void hold(long bytes) throws InterruptedException {
    held.complete(bytes);
    dropped.await();
  }

  private boolean contains(byte[] buffer, int length) {
    for (int at = 0; at <= length - pattern.length; at++) {
      if (matches(buffer, at)) {
        return true;
      }
    }
    return false;
  }

  private boolean matches(byte[] buffer, int at) {
    for (int i = 0; i < pattern.length; i++) {
      if (Character.toLowerCase((char) buffer[at + i])
          != Character.toLowerCase((char) pattern[i])) {
        return false;
      }
    }
    return true;
  }
}
