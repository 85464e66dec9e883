package io.sluice.queue;

/** Keys outside of the shards: registration, commands, bundles, live feed (queue protocol, 2). */
public final class ControlKeys {

  /** ZSET of worker ids by the expiry of their registration, in ms. */
  public static final String WORKERS = "sl:{ctl}:workers";

  /** STREAM of what became of commands, and of requests for bundles. */
  public static final String ACKS = "sl:{ctl}:acks";

  /** STREAM of the workers' own log lines, capped. */
  public static final String SYSTEM_LOG = "sl:{ctl}:logs";

  /**
   * CHANNEL of the live feed: workers and every admin-api say "look now" on it. What is said there
   * may be lost, so that every reader also looks every two seconds (queue protocol, section 12).
   */
  public static final String LIVE = "sl:{ctl}:live";

  /** HASH of how many executions were queued, started and finished, over all of admin-api. */
  public static final String TOTALS = "sl:{ctl}:totals";

  /** Bytes of a bundle's piece; the first piece that is shorter is the last one. */
  public static final int BUNDLE_PIECE_BYTES = 1024 * 1024;

  private ControlKeys() {}

  /** STRING: the latest heartbeat of a worker, gone 30 s after its last one. */
  public static String heartbeat(String workerId) {
    return "sl:{ctl}:worker:" + workerId;
  }

  /** STREAM of commands to one worker. */
  public static String commands(String workerId) {
    return "sl:{ctl}:cmd:" + workerId;
  }

  /** STRING, kept a day: the last number that one admin-api has added to the totals. */
  public static String added(String source) {
    return "sl:{ctl}:added:" + source;
  }

  /** STRING, kept 10 min: the bytes of one piece of a bundle, counted from 0. */
  public static String bundlePiece(String sha256, int piece) {
    return "sl:{b:" + sha256 + "}:" + piece;
  }
}
