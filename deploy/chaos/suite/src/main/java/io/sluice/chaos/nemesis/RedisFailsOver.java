package io.sluice.chaos.nemesis;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.nemesis.Fault.NotLanded;
import io.sluice.chaos.nemesis.InjectedFault.FaultTarget;
import io.sluice.chaos.proxy.FaultProxy;
import io.sluice.chaos.proxy.ProxyBehaviour;
import io.sluice.chaos.system.ObservedProcess.ProcessSignals;
import io.sluice.testkit.RedisClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;

/**
 * Row 9: a replica that is 1 to 5 s behind, in life size, is promoted; later writes are lost. Less
 * than a lease TTL, within which the claims that it lacks are explained.
 */
final class RedisFailsOver implements Fault {
  private static final Duration IN_STEP = Duration.ofSeconds(30);

  private final Duration behind;
  private long missing;

  RedisFailsOver(Duration behind) {
    this.behind = behind;
  }

  static Fault draw(int variant, FaultRandom draws) {
    return new RedisFailsOver(draws.scaled((1000 + draws.below(4000)) / 1000.0));
  }

  @Override
  public String describe() {
    return String.format(Locale.ROOT, "fail-over to a replica %d ms behind", behind.toMillis());
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    var place = context.system().redis();
    var second = place.startSecond();
    try (var link = FaultProxy.before(place.port(), new Random(1));
        var replica = RedisClient.to(second.port());
        var master = place.connect()) {
      replica.send("REPLICAOF", "127.0.0.1", Integer.toString(link.port()));
      NotLanded.unless(
          MachineClock.await(
              IN_STEP, () -> replica.info("replication", "master_link_status").equals("up")),
          "the replica did not get in step");
      link.behave(ProxyBehaviour.blackhole(ProxyBehaviour.Direction.TO_CLIENT));
      MachineClock.pause(behind);
      missing = offset(master, "master_repl_offset") - offset(replica, "slave_repl_offset");
      context.inject(FaultTarget.REDIS, 0);
      ProcessSignals.KILL.to(place.pid());
      replica.send("REPLICAOF", "NO", "ONE");
      place.replaceBy(second);
      context.system().followRedis();
      context.inject(FaultTarget.REDIS, 0);
    }
  }

  private static long offset(RedisClient redis, String name) throws IOException {
    return Long.parseLong(redis.info("replication", name));
  }

  @Override
  public String proof(FaultContext context) throws NotLanded {
    NotLanded.unless(missing > 0, "the replica had heard everything");
    return missing + " bytes of the stream of changes are lost";
  }
}
