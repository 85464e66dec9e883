package io.sluice.chaos.nemesis;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.load.LoadPlan;
import io.sluice.chaos.load.PlannedRequest.Share;
import io.sluice.chaos.nemesis.Fault.NotLanded;
import io.sluice.testkit.RedisClient;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;

/**
 * Row 36: markers of finished executions fill Redis up to the limit where publishing pauses. They
 * go by themselves, and work continues.
 */
final class MarkersAtTheGuard implements Fault {

  /** Above the limit of publishing, 60 %, and below that of claims, 80 %. */
  private static final double FILLED = 0.7;

  private static final Duration LIMIT = Duration.ofSeconds(150);

  /** What ends and confirmations of so many executions leave. */
  private static final String FILL =
      """
      for group = 1, 2000 do
        local pairs = {}
        for i = 1, 100 do
          local id = string.format('00000000-0000-7000-8000-%012d', group * 100 + i)
          redis.call('ZADD', KEYS[1], 1, id)
          pairs[#pairs + 1] = id
          pairs[#pairs + 1] = '1'
        end
        redis.call('XADD', KEYS[2], '*', unpack(pairs))
      end
      """;

  private boolean paused;

  static Fault draw(int variant, FaultRandom draws) {
    return new MarkersAtTheGuard();
  }

  @Override
  public String describe() {
    return "markers of 200000 executions fill Redis";
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    try (var redis = context.system().redis().connect()) {
      redis.send("EVAL", FILL, "2", "sl:{q0}:done", "sl:{q0}:confirmed");
      long limit = Math.round(used(redis) / FILLED);
      redis.send("CONFIG", "SET", "maxmemory", Long.toString(limit));
    }
    paused = MachineClock.await(LIMIT, () -> said(context, "publishing pauses"));
  }

  private static long used(RedisClient redis) throws IOException {
    return Long.parseLong(redis.info("memory", "used_memory"));
  }

  /** Whether the log of admin-api has this text. */
  private static boolean said(FaultContext context, String text) throws IOException {
    return Files.readString(context.system().logs().resolve("admin-api.log")).contains(text);
  }

  @Override
  public String proof(FaultContext context) throws Exception {
    NotLanded.unless(paused, "publishing did not pause");
    var id =
        context.submit(
            "chaos-work", LoadPlan.workInput(context.ledger(), 1, 0, "b"), Share.SHORT, 60);
    NotLanded.unless(
        MachineClock.await(LIMIT, () -> context.ended(id)),
        id + " did not run within " + LIMIT.toSeconds() + " s");
    NotLanded.unless(said(context, "publishing continues"), "publishing did not continue");
    return "publishing paused, continued by itself, and " + id + " ran";
  }

  @Override
  public void heal(FaultContext context) throws Exception {
    try (var redis = context.system().redis().connect()) {
      redis.send("CONFIG", "SET", "maxmemory", RedisRefuses.USUAL_MEMORY);
    }
  }
}
