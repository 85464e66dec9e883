package io.sluice.registration;

import io.sluice.queue.ControlKeys;
import io.sluice.queue.Json;
import io.sluice.queue.RedisConnection;
import io.sluice.queue.Script;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Registers a worker and reads who is registered. Safe for use by many threads. */
public final class RegistrationScripts {

  /** A registration disappears by itself after this time without a heartbeat. */
  public static final Duration TTL = Duration.ofSeconds(30);

  private static final Script HEARTBEAT = Script.load(RegistrationScripts.class, "heartbeat.lua");

  private final RedisConnection redis;

  public RegistrationScripts(RedisConnection redis) {
    this.redis = redis;
  }

  public void heartbeat(WorkerHeartbeat heartbeat) {
    run(heartbeat.workerId(), Json.write(heartbeat));
  }

  /** Takes the registration away at a clean stop. */
  public void goodbye(String workerId) {
    run(workerId, "");
  }

  /** Ids of registered workers, at most {@code limit}. */
  public List<String> workerIds(int limit) {
    List<?> time = list(redis.send("TIME", List.of()));
    String now = (Long.parseLong((String) time.getFirst()) * 1000) + "";
    return list(
            redis.send(
                "ZRANGEBYSCORE",
                List.of(ControlKeys.WORKERS, now, "+inf", "LIMIT", "0", Integer.toString(limit))))
        .stream()
        .map(String.class::cast)
        .toList();
  }

  /** Whether its registration stands. */
  public boolean isRegistered(String workerId) {
    return Long.valueOf(1).equals(redis.send("EXISTS", List.of(ControlKeys.heartbeat(workerId))));
  }

  /** The latest heartbeat; null when the worker is not registered. */
  public @Nullable WorkerHeartbeat latest(String workerId) {
    var json = (String) redis.send("GET", List.of(ControlKeys.heartbeat(workerId)));
    return json == null ? null : Json.read(json, WorkerHeartbeat.class);
  }

  private void run(String workerId, String heartbeat) {
    HEARTBEAT.run(
        redis,
        List.of(
            ControlKeys.WORKERS, ControlKeys.heartbeat(workerId), ControlKeys.commands(workerId)),
        List.of(workerId, heartbeat, Long.toString(TTL.toMillis())));
  }

  private static List<?> list(@Nullable Object reply) {
    return (List<?>) Objects.requireNonNull(reply);
  }
}
