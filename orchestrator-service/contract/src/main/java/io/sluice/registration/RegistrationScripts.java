package io.sluice.registration;

import io.sluice.queue.ControlKeys;
import io.sluice.queue.Json;
import io.sluice.queue.RedisConnection;
import io.sluice.queue.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Registers a worker and reads registrations. Safe for use by many threads. */
public final class RegistrationScripts {

  /** Time without a heartbeat after which a registration expires. */
  public static final Duration TTL = Duration.ofSeconds(30);

  private static final Script HEARTBEAT = Script.load(RegistrationScripts.class, "heartbeat.lua");

  private final RedisConnection redis;

  public RegistrationScripts(RedisConnection redis) {
    this.redis = redis;
  }

  /** Registers a worker, or keeps it registered. */
  public void heartbeat(WorkerHeartbeat heartbeat) {
    heartbeat(heartbeat, List.of());
  }

  /**
   * Registers a worker, or keeps it registered, and publishes changes on the live channel in one
   * step, so that readers of the message see the new registration.
   */
  public void heartbeat(WorkerHeartbeat heartbeat, List<WorkerNews> changes) {
    run(heartbeat.workerId(), Json.write(heartbeat), changes);
  }

  /** Removes the registration at a clean stop. */
  public void goodbye(String workerId) {
    run(workerId, "", List.of());
  }

  /** Returns the ids of registered workers, at most {@code limit}. */
  public List<String> workerIds(int limit) {
    return List.copyOf(standing(limit).keySet());
  }

  /**
   * Returns the time until each registration expires without a further heartbeat; at most {@code
   * limit}.
   */
  public Map<String, Duration> standing(int limit) {
    var standing = new LinkedHashMap<String, Duration>();
    left(limit)
        .forEach(
            (id, left) -> {
              if (!left.isNegative()) {
                standing.put(id, left);
              }
            });
    return standing;
  }

  /**
   * Returns the time since the last heartbeat of each worker that was not stopped, by the clock of
   * Redis, for a day after the registration has expired. The latest first, at most {@code limit}.
   */
  public Map<String, Duration> heardAgo(int limit) {
    var ago = new LinkedHashMap<String, Duration>();
    left(limit).forEach((id, left) -> ago.put(id, TTL.minus(left)));
    return ago;
  }

  /**
   * Returns the time until each registration expires, negative if it has expired; the latest first.
   */
  private Map<String, Duration> left(int limit) {
    List<?> time = list(redis.send("TIME", List.of()));
    long now = 1000 * number(time.getFirst()) + number(time.getLast()) / 1000;
    List<?> reply =
        flat(
            redis.send(
                "ZREVRANGE",
                List.of(ControlKeys.WORKERS, "0", Integer.toString(limit - 1), "WITHSCORES")));
    var left = new LinkedHashMap<String, Duration>();
    for (int i = 0; i + 1 < reply.size(); i += 2) {
      long until = (long) Double.parseDouble(text(reply.get(i + 1)));
      left.put(text(reply.get(i)), Duration.ofMillis(until - now));
    }
    return left;
  }

  /** Returns true if the worker is registered. */
  public boolean isRegistered(String workerId) {
    return Long.valueOf(1).equals(redis.send("EXISTS", List.of(ControlKeys.heartbeat(workerId))));
  }

  /**
   * Returns the latest heartbeat; null if the worker is not registered.
   *
   * @throws IllegalArgumentException if it is not readable
   */
  public @Nullable WorkerHeartbeat latest(String workerId) {
    var json = (String) redis.send("GET", List.of(ControlKeys.heartbeat(workerId)));
    return json == null ? null : read(json);
  }

  /**
   * Returns the latest heartbeats as JSON, in the order of the ids; null for an unregistered
   * worker.
   */
  public List<@Nullable String> latestAsJson(List<String> workerIds) {
    var texts = new ArrayList<@Nullable String>();
    if (!workerIds.isEmpty()) {
      List<String> keys = workerIds.stream().map(ControlKeys::heartbeat).toList();
      list(redis.send("MGET", keys)).forEach(json -> texts.add((String) json));
    }
    return texts;
  }

  /**
   * Reads a heartbeat.
   *
   * @throws IllegalArgumentException if it is not a heartbeat
   */
  public static WorkerHeartbeat read(String json) {
    return Json.read(json, WorkerHeartbeat.class);
  }

  private void run(String workerId, String heartbeat, List<WorkerNews> changes) {
    var arguments = new ArrayList<String>();
    arguments.addAll(List.of(workerId, heartbeat, Long.toString(TTL.toMillis()), ControlKeys.LIVE));
    Stream.concat(Stream.of(new WorkerNews.Heard(workerId)), changes.stream())
        .map(Json::write)
        .forEach(arguments::add);
    HEARTBEAT.run(
        redis,
        List.of(
            ControlKeys.WORKERS, ControlKeys.heartbeat(workerId), ControlKeys.commands(workerId)),
        arguments);
  }

  /** Returns ids and scores in turn; a newer protocol sends them in pairs. */
  private static List<?> flat(@Nullable Object reply) {
    return list(reply).stream()
        .flatMap(each -> each instanceof List<?> pair ? pair.stream() : Stream.of(each))
        .toList();
  }

  private static long number(@Nullable Object reply) {
    return Long.parseLong(text(reply));
  }

  private static String text(@Nullable Object reply) {
    return Objects.requireNonNull(reply).toString();
  }

  private static List<?> list(@Nullable Object reply) {
    return (List<?>) Objects.requireNonNull(reply);
  }
}
