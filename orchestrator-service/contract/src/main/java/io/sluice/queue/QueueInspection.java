package io.sluice.queue;

import io.sluice.queue.QueueAnswers.ProbeAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Queries of a reconciler to one shard: the state in Redis of published executions, and executions
 * in Redis that have ended. Safe for use by many threads.
 */
public final class QueueInspection {
  private static final Script PROBE = QueueScripts.script("probe.lua");
  private static final Script DISCARD = QueueScripts.script("discard.lua");
  private static final int SETS = 2;
  private static final int LISTS = 5;

  private final RedisConnection redis;
  private final QueueKeys keys;

  public QueueInspection(RedisConnection redis, QueueKeys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  /** Returns the state in Redis of published executions, in the order of {@code epochs}. */
  public List<ProbeAnswer> probe(Map<String, Long> epochs) {
    return words(PROBE, epochs).map(ProbeAnswer::valueOf).toList();
  }

  /** Reports attempts as lost: one LOST event each, with one loss. */
  public void reportLost(List<Attempt> attempts) {
    for (Attempt attempt : attempts) {
      redis.send(
          "XADD",
          List.of(
              keys.results(),
              "*",
              "k",
              EventKind.LOST.wire(),
              "id",
              attempt.executionId(),
              "ep",
              Long.toString(attempt.epoch()),
              "cl",
              Long.toString(attempt.claim()),
              "ls",
              "1"));
    }
  }

  /**
   * Position in a walk through all executions in Redis.
   *
   * @param list number of one of the five lists
   * @param after beginning of the next page
   * @param ids of executions on this page
   */
  public record Held(int list, String after, List<String> ids) {
    /** Position before the first page. */
    public static final Held FIRST = new Held(0, "", List.of());
  }

  /**
   * Returns the next page of a walk that begins again at its end: running, delayed, then each
   * stream.
   */
  public Held held(Held place, int limit) {
    return place.list() < SETS ? inSet(place, limit) : inStream(place, limit);
  }

  private Held inSet(Held place, int limit) {
    String key = place.list() == 0 ? keys.lease() : keys.delayed();
    long from = place.after().isEmpty() ? 0 : Long.parseLong(place.after());
    List<String> ids =
        QueueScripts.list(
                redis.send(
                    "ZRANGE", List.of(key, Long.toString(from), Long.toString(from + limit - 1))))
            .stream()
            .map(String.class::cast)
            .toList();
    return next(place, ids, Long.toString(from + ids.size()), ids.size() < limit);
  }

  private Held inStream(Held place, int limit) {
    String from = place.after().isEmpty() ? "-" : "(" + place.after();
    String key = keys.stream(Priority.ofWire(Integer.toString(place.list() - SETS)));
    var entries =
        QueueScripts.list(
            redis.send("XRANGE", List.of(key, from, "+", "COUNT", Integer.toString(limit))));
    var ids = new ArrayList<String>();
    String last = place.after();
    for (Object entry : entries) {
      last = (String) Objects.requireNonNull(QueueScripts.list(entry).getFirst());
      ids.add((String) QueueScripts.list(QueueScripts.list(entry).get(1)).get(1));
    }
    return next(place, ids, last, entries.size() < limit);
  }

  private static Held next(Held place, List<String> ids, String after, boolean end) {
    return end ? new Held((place.list() + 1) % LISTS, "", ids) : new Held(place.list(), after, ids);
  }

  /**
   * Removes executions that have ended in PostgreSQL and are still in Redis, because it was rolled
   * back.
   */
  public long discard(Map<String, Long> epochs) {
    return words(DISCARD, epochs).filter("GONE"::equals).count();
  }

  private Stream<String> words(Script script, Map<String, Long> epochs) {
    List<?> reply = QueueScripts.list(script.run(redis, keys.all(), QueueScripts.byId(epochs)));
    return reply.stream().map(String.class::cast);
  }
}
