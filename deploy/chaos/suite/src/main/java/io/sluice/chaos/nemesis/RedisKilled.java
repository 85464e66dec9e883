package io.sluice.chaos.nemesis;

import io.sluice.chaos.nemesis.Fault.NotLanded;
import io.sluice.chaos.nemesis.InjectedFault.FaultTarget;
import io.sluice.chaos.system.ObservedProcess.ProcessSignals;
import io.sluice.local.data.RedisServer.Persistence;
import java.util.List;
import java.util.Locale;

/** Row 7: SIGKILL of Redis, and a restart with the data on disk. */
final class RedisKilled implements Fault {
  private static final List<Persistence> KINDS =
      List.of(Persistence.EVERYSEC, Persistence.NONE, Persistence.ALWAYS);

  private final Persistence persistence;
  private String before = "";

  RedisKilled(Persistence persistence) {
    this.persistence = persistence;
  }

  static Fault draw(int variant, FaultRandom draws) {
    return new RedisKilled(KINDS.get(variant));
  }

  @Override
  public String describe() {
    return "kill -9 of Redis, on disk: " + persistence.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    var place = context.system().redis();
    try (var redis = place.connect()) {
      if (persistence == Persistence.ALWAYS) {
        redis.send("CONFIG", "SET", "appendfsync", "always");
      }
      before = redis.runId();
    }
    context.inject(FaultTarget.REDIS, 0);
    ProcessSignals.KILL.to(place.pid());
    var usual = place.persistence();
    place.persist(persistence);
    place.restart();
    place.persist(usual);
    context.inject(FaultTarget.REDIS, 0);
  }

  @Override
  public String proof(FaultContext context) throws Exception {
    try (var redis = context.system().redis().connect()) {
      var after = redis.runId();
      NotLanded.unless(!after.equals(before), "the run_id is the same");
      return "another run_id; " + redis.number("DBSIZE") + " keys";
    }
  }

  @Override
  public void heal(FaultContext context) throws Exception {
    var place = context.system().redis();
    if (!place.isAlive()) {
      place.restart();
    }
    try (var redis = place.connect()) {
      if (place.persistence() != Persistence.NONE) {
        redis.send("CONFIG", "SET", "appendonly", "yes");
        redis.send(
            "CONFIG", "SET", "appendfsync", place.persistence().name().toLowerCase(Locale.ROOT));
      }
    }
  }
}
