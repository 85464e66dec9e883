package io.sluice.queue;

import java.util.List;

/**
 * Keys of one shard. All carry the hash tag of the shard, so that the keys of one script are in one
 * slot of a Redis Cluster. See docs/queue.md.
 *
 * @param shard for example {@code q0}
 */
public record QueueKeys(String shard) {

  /** Consumer group of workers on the work streams. */
  public static final String WORKERS_GROUP = "g";

  /** Consumer group of recorders on {@link #results()} and {@link #logs()}. */
  public static final String RECORDERS_GROUP = "rec";

  /** Returns the keys that every shard script declares, in the order of prelude.lua. */
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
        done(),
        key("done_at"),
        key("blocked"),
        results(),
        confirmed(),
        waiting(Priority.HIGH),
        waiting(Priority.NORMAL),
        waiting(Priority.LOW),
        turns(Priority.HIGH),
        turns(Priority.NORMAL),
        turns(Priority.LOW));
  }

  /** HASH: incarnation of the queue, number and version of blocked workflows. */
  public String meta() {
    return key("meta");
  }

  /** STREAM of executions that wait at a priority; never trimmed. */
  public String stream(Priority priority) {
    return key("s" + priority.wire());
  }

  /** HASH of records by execution id. */
  public String claims() {
    return key("claims");
  }

  /** ZSET of execution ids that have finished, by epoch. */
  public String done() {
    return key("done");
  }

  /** STREAM of finished executions whose end the recorder has confirmed. */
  public String confirmed() {
    return key("confirmed");
  }

  /** ZSET: what waits at a priority, by organization and age; an index of {@link #stream}. */
  public String waiting(Priority priority) {
    return key("ready" + priority.wire());
  }

  /** ZSET of organizations with waiting executions, by the turn at which each is served next. */
  public String turns(Priority priority) {
    return key("lanes" + priority.wire());
  }

  /** HASH of blocked workflows: copy of the blacklist. */
  public String blocked() {
    return key("blocked");
  }

  /** ZSET of executions that are due within five minutes, by time in ms. */
  public String delayed() {
    return key("delayed");
  }

  /** ZSET of execution ids by last renewal, in ms: a hint for reapers. */
  public String lease() {
    return key("lease");
  }

  /** STREAM of {@link QueueEvent}s. */
  public String results() {
    return key("results");
  }

  /**
   * STREAM of log lines, see {@link LogStream}; separate from results so that a flood of lines
   * delays no result.
   */
  public String logs() {
    return key("logs");
  }

  /** STRING: number of bytes ever added to {@link #logs()}. */
  public String logBytes() {
    return key("log_bytes");
  }

  private String key(String name) {
    return "sl:{" + shard + "}:" + name;
  }
}
