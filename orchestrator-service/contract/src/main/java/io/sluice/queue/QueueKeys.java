package io.sluice.queue;

import java.util.List;

/**
 * The keys of one shard (queue protocol, section 2). All carry the shard's hash tag, so that the
 * keys of one script live in one slot of a Redis Cluster.
 *
 * @param shard for example {@code q0}
 */
public record QueueKeys(String shard) {

  /** The consumer group of workers on the work streams. */
  public static final String WORKERS_GROUP = "g";

  /** The consumer group of recorders on {@link #results()} and {@link #logs()}. */
  public static final String RECORDERS_GROUP = "rec";

  /** The twelve keys that every shard script declares, in the order that prelude.lua names them. */
  public List<String> all() {
    return List.of(
        meta(),
        stream(Priority.HIGH),
        stream(Priority.NORMAL),
        stream(Priority.LOW),
        key("claims"),
        key("body"),
        key("lease"),
        key("delayed"),
        key("done"),
        key("done_at"),
        key("blocked"),
        results());
  }

  /** HASH: generation sentinel, number and version of blocked workflows. */
  public String meta() {
    return key("meta");
  }

  /** STREAM of what waits at a priority; never trimmed. */
  public String stream(Priority priority) {
    return key("s" + priority.wire());
  }

  /** HASH of records by execution id. */
  public String claims() {
    return key("claims");
  }

  /** HASH of blocked workflows: the copy of the blacklist. */
  public String blocked() {
    return key("blocked");
  }

  /** ZSET of what is due within five minutes, by its time in ms. */
  public String delayed() {
    return key("delayed");
  }

  /** ZSET of execution ids by last renewal, in ms: only tells a reaper where to look. */
  public String lease() {
    return key("lease");
  }

  /** STREAM of {@link QueueEvent}s. */
  public String results() {
    return key("results");
  }

  /**
   * STREAM of log lines, see {@link LogStream}; apart from results so that a flood delays nothing.
   */
  public String logs() {
    return key("logs");
  }

  /** STRING: bytes that were ever added to {@link #logs()}. */
  public String logBytes() {
    return key("log_bytes");
  }

  private String key(String name) {
    return "sl:{" + shard + "}:" + name;
  }
}
