package io.sluice.process.lifecycle;

/**
 * Time without a Ping, in nanoseconds. One tick counts at most 2 s, so that a process that was
 * itself paused does not end itself when it continues with Pings waiting in the socket.
 */
record Silence(long nanos, long pingsHeard) {
  private static final long MAX_PER_TICK = 2_000_000_000L;
  static final Silence NONE = new Silence(0, 0);

  Silence tick(long elapsedNanos, long pings) {
    return pings == pingsHeard
        ? new Silence(nanos + Math.min(elapsedNanos, MAX_PER_TICK), pings)
        : new Silence(0, pings);
  }

  boolean longerThan(long allowedNanos) {
    return nanos > allowedNanos;
  }
}
