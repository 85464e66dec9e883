package io.sluice.queue;

/** Keys outside of the shards: registration, commands, bundles, live feed. See docs/queue.md. */
public final class ControlKeys {

  /** ZSET of worker ids by the expiry of their registration, in ms. */
  public static final String WORKERS = "sl:{ctl}:workers";

  /** STREAM of results of commands, and of requests for bundles. */
  public static final String ACKS = "sl:{ctl}:acks";

  /** STREAM of the workers' own log lines, capped. */
  public static final String SYSTEM_LOG = "sl:{ctl}:logs";

  /**
   * CHANNEL of the live feed: workers and every admin-api publish on it that something has changed.
   * Messages may be lost, so every reader also polls every two seconds.
   */
  public static final String LIVE = "sl:{ctl}:live";

  /** HASH of the numbers of executions queued, started and finished, over all of admin-api. */
  public static final String TOTALS = "sl:{ctl}:totals";

  /** Bytes of a piece of a bundle; the first shorter piece is the last one. */
  public static final int BUNDLE_PIECE_BYTES = 1024 * 1024;

  private ControlKeys() {}

  /** STRING: latest heartbeat of a worker, which expires 30 s later. */
  public static String heartbeat(String workerId) {
    return "sl:{ctl}:worker:" + workerId;
  }

  /** STREAM of commands to one worker. */
  public static String commands(String workerId) {
    return "sl:{ctl}:cmd:" + workerId;
  }

  /** STRING, kept a day: last number that one admin-api has added to the totals. */
  public static String added(String source) {
    return "sl:{ctl}:added:" + source;
  }

  /** STRING, kept 10 min: bytes of one piece of a bundle, counted from 0. */
  public static String bundlePiece(String sha256, int piece) {
    return "sl:{b:" + sha256 + "}:" + piece;
  }
}
