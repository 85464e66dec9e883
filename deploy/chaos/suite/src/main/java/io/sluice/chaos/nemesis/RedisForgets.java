package io.sluice.chaos.nemesis;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.nemesis.Fault.NotLanded;
import io.sluice.chaos.nemesis.InjectedFault.FaultTarget;
import io.sluice.testkit.RedisClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Row 8: Redis loses all data, one key of each kind, its groups, or its scripts. */
final class RedisForgets implements Fault {
  private static final String PREFIX = "sl:{q0}:";
  private static final List<String> KEYS =
      List.of(
          "claims",
          "body",
          "lease",
          "delayed",
          "done",
          "confirmed",
          "ready1",
          "lanes1",
          "blocked",
          "meta",
          "s0",
          "s1",
          "s2",
          "results");
  private static final Duration BETWEEN = Duration.ofMillis(500);

  private final What what;
  private final List<String> seen = new ArrayList<>();

  /** The lost data. */
  enum What {
    ALL,
    KEYS_ONE_BY_ONE,
    GROUPS,
    SCRIPTS
  }

  RedisForgets(What what) {
    this.what = what;
  }

  static Fault draw(int variant, FaultRandom draws) {
    return new RedisForgets(What.values()[variant]);
  }

  @Override
  public String describe() {
    return switch (what) {
      case ALL -> "FLUSHALL";
      case KEYS_ONE_BY_ONE -> "DEL of one key of each kind";
      case GROUPS -> "XGROUP DESTROY";
      case SCRIPTS -> "SCRIPT FLUSH";
    };
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    context.inject(FaultTarget.REDIS, 0);
    try (var redis = context.system().redis().connect()) {
      switch (what) {
        case ALL -> forgetAll(redis);
        case KEYS_ONE_BY_ONE -> forgetKeys(redis);
        case GROUPS -> forgetGroups(redis);
        case SCRIPTS -> forgetScripts(redis);
      }
    }
    context.inject(FaultTarget.REDIS, 0);
  }

  /** Deletes in one transaction, so that nothing is written again before the count. */
  private void forgetAll(RedisClient redis) throws IOException {
    long before = redis.number("DBSIZE");
    redis.send("MULTI");
    redis.send("FLUSHALL");
    redis.send("DBSIZE");
    var answers = redis.list("EXEC");
    if (before > 0 && Long.valueOf(0).equals(answers.getLast())) {
      seen.add(before + " keys before, 0 after");
    }
  }

  private void forgetKeys(RedisClient redis) throws IOException, InterruptedException {
    for (var key : KEYS) {
      if (redis.number("DEL", PREFIX + key) == 1) {
        seen.add(key);
      }
      MachineClock.pause(BETWEEN);
    }
  }

  private void forgetGroups(RedisClient redis) throws IOException, InterruptedException {
    for (var stream : List.of("s0", "s1", "s2", "results")) {
      var group = stream.equals("results") ? "rec" : "g";
      try {
        if (redis.number("XGROUP", "DESTROY", PREFIX + stream, group) == 1) {
          seen.add(group + " of " + stream);
        }
      } catch (RedisClient.Refused noStream) {
        // It has nothing to forget.
      }
      MachineClock.pause(BETWEEN);
    }
  }

  private void forgetScripts(RedisClient redis) throws IOException {
    var before = cachedScripts(redis);
    redis.send("MULTI");
    redis.send("SCRIPT", "FLUSH");
    redis.send("INFO", "memory");
    var info = String.valueOf(redis.list("EXEC").getLast());
    if (before > 0 && info.contains("number_of_cached_scripts:0")) {
      seen.add(before + " scripts before, 0 after");
    }
  }

  private static long cachedScripts(RedisClient redis) throws IOException {
    return redis
        .text("INFO", "memory")
        .lines()
        .filter(line -> line.startsWith("number_of_cached_scripts:"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
        .sum();
  }

  @Override
  public String proof(FaultContext context) throws NotLanded {
    NotLanded.unless(!seen.isEmpty(), "there was nothing to forget");
    return "forgotten: " + String.join(", ", seen);
  }
}
