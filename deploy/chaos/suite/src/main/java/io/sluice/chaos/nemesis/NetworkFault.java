package io.sluice.chaos.nemesis;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.nemesis.Fault.NotLanded;
import io.sluice.chaos.nemesis.InjectedFault.FaultTarget;
import io.sluice.chaos.proxy.FaultProxy;
import io.sluice.chaos.proxy.FaultProxy.Counters.Reading;
import io.sluice.chaos.proxy.ProxyBehaviour;
import io.sluice.chaos.proxy.ProxyBehaviour.Direction;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Rows 13 and 14: a proxy disturbs a worker's connection to Redis, or admin-api's to PostgreSQL.
 */
final class NetworkFault implements Fault {
  private final FaultTarget part;
  private final Kind kind;
  private final Duration lasts;
  private final int which;
  private Optional<FaultProxy> proxy = Optional.empty();
  private Optional<Reading> seen = Optional.empty();

  private enum Kind {
    TO_SERVER,
    TO_CLIENT,
    BOTH_WAYS,
    RESETS,
    SLOW,
    HALF_OPEN
  }

  private NetworkFault(FaultTarget part, Kind kind, Duration lasts, int which) {
    this.part = part;
    this.kind = kind;
    this.lasts = lasts;
    this.which = which;
  }

  /** Row 14; shorter and longer than the TTL. */
  static Fault ofWorker(int variant, FaultRandom draws) {
    return new NetworkFault(
        FaultTarget.NETWORK,
        Kind.values()[variant],
        draws.scaled(draws.one(List.of(8, 25))),
        draws.index());
  }

  /** Row 13. */
  static Fault ofPostgres(int variant, FaultRandom draws) {
    return new NetworkFault(FaultTarget.POSTGRES, Kind.SLOW, draws.scaled(30), 0);
  }

  @Override
  public String describe() {
    return String.format(
        Locale.ROOT,
        "network of %s: %s for %d ms",
        part == FaultTarget.POSTGRES ? "admin-api to PostgreSQL" : "a worker to Redis",
        kind,
        lasts.toMillis());
  }

  private ProxyBehaviour behaviour() {
    return switch (kind) {
      case TO_SERVER -> ProxyBehaviour.blackhole(Direction.TO_SERVER);
      case TO_CLIENT -> ProxyBehaviour.blackhole(Direction.TO_CLIENT);
      case BOTH_WAYS -> ProxyBehaviour.blackholeBothWays();
      case RESETS -> ProxyBehaviour.resets(10);
      case SLOW -> ProxyBehaviour.latency(Duration.ofMillis(200));
      case HALF_OPEN -> ProxyBehaviour.halfOpened();
    };
  }

  @Override
  public void inject(FaultContext context) throws Exception {
    long pid = 0;
    FaultProxy chosen = context.system().adminPostgres();
    if (part == FaultTarget.NETWORK) {
      var worker = context.worker(which);
      pid = worker.pid().orElse(0L);
      chosen = worker.redis();
    }
    proxy = Optional.of(chosen);
    var before = chosen.counters();
    context.inject(part, pid);
    chosen.behave(behaviour());
    MachineClock.pause(lasts);
    context.inject(part, pid);
    seen = Optional.of(chosen.counters().since(before));
  }

  @Override
  public String proof(FaultContext context) throws NotLanded {
    var counted = seen.orElseThrow(() -> new NotLanded("nothing was counted"));
    long effect =
        switch (kind) {
          case TO_SERVER, TO_CLIENT, BOTH_WAYS -> counted.withheldBytes();
          case RESETS -> counted.resets();
          case SLOW -> counted.delayedChunks();
          case HALF_OPEN -> counted.swallowedBytes();
        };
    NotLanded.unless(effect > 0, "nothing passed: " + counted);
    return effect
        + switch (kind) {
          case TO_SERVER, TO_CLIENT, BOTH_WAYS -> " bytes withheld";
          case RESETS -> " resets";
          case SLOW -> " chunks delayed";
          case HALF_OPEN -> " bytes said to nobody";
        };
  }

  @Override
  public void heal(FaultContext context) {
    proxy.ifPresent(FaultProxy::pass);
  }
}
