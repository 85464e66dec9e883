package io.sluice.chaos.nemesis;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.nemesis.Fault.NotLanded;
import io.sluice.testkit.RedisClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Row 10: Redis is full, read-only, or busy with a script. No data is lost, so it explains no loss.
 */
final class RedisRefuses implements Fault {
  private static final String DEAD_PORT = "1";
  static final String USUAL_MEMORY = "512mb";

  /** Redis 6.2 has no clock in Lua but its own command. */
  private static final String BUSY =
      "local function now() local t = redis.call('TIME') return t[1] + t[2] / 1000000 end"
          + " local from = now() while now() - from < tonumber(ARGV[1]) do end return 1";

  private final Why why;
  private final Duration lasts;
  private String refusal = "";

  /** The reason of the refusal. */
  enum Why {
    OOM,
    READONLY,
    BUSY
  }

  RedisRefuses(Why why, Duration lasts) {
    this.why = why;
    this.lasts = lasts;
  }

  static Fault draw(int variant, FaultRandom draws) {
    return new RedisRefuses(Why.values()[variant], draws.scaled(draws.one(List.of(6, 20))));
  }

  @Override
  public String describe() {
    return String.format(Locale.ROOT, "Redis answers %s for %d ms", why, lasts.toMillis());
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    try (var redis = context.system().redis().connect();
        var probe = context.system().redis().connect()) {
      switch (why) {
        case OOM -> redis.send("CONFIG", "SET", "maxmemory", "1");
        case READONLY -> redis.send("REPLICAOF", "127.0.0.1", DEAD_PORT);
        case BUSY -> busy(redis);
      }
      MachineClock.await(
          lasts,
          () -> {
            refusal = refusalOf(probe);
            return !refusal.isEmpty();
          });
      MachineClock.pause(lasts);
    }
  }

  private void busy(RedisClient redis) throws IOException {
    redis.send("CONFIG", "SET", "lua-time-limit", "100");
    redis.say("EVAL", BUSY, "0", String.format(Locale.ROOT, "%.1f", lasts.toMillis() / 1000.0));
  }

  private static String refusalOf(RedisClient probe) throws IOException {
    try {
      probe.send("SET", "chaos:probe", "x");
      return "";
    } catch (RedisClient.Refused refused) {
      return String.valueOf(refused.getMessage());
    }
  }

  @Override
  public String proof(FaultContext context) throws NotLanded {
    NotLanded.unless(refusal.startsWith(why.name()), "a write was answered with: " + refusal);
    return refusal;
  }

  @Override
  public void heal(FaultContext context) throws Exception {
    try (var redis = context.system().redis().connect()) {
      switch (why) {
        case OOM -> redis.send("CONFIG", "SET", "maxmemory", USUAL_MEMORY);
        case READONLY -> redis.send("REPLICAOF", "NO", "ONE");
        case BUSY ->
            MachineClock.await(lasts.plusSeconds(10), () -> redis.text("PING").equals("PONG"));
      }
    }
  }
}
