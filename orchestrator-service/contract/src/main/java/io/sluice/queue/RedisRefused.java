package io.sluice.queue;

/** Error reply of Redis; the first word of the message is its code (NOSCRIPT, NOGROUP, OOM, …). */
public final class RedisRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RedisRefused(String message) {
    super(message);
  }

  /** Returns the error code, for example {@code NOSCRIPT}. */
  public String code() {
    String message = String.valueOf(getMessage());
    int end = message.indexOf(' ');
    return end < 0 ? message : message.substring(0, end);
  }
}
