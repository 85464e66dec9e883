package io.sluice.queue;

/**
 * Missing reply of Redis: the command may or may not have run, so that only idempotent steps are
 * repeated.
 */
public final class RedisUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RedisUnavailable(Throwable cause) {
    super("Redis gave no answer: " + cause.getMessage(), cause);
  }
}
