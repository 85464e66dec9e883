package io.sluice.local.bench;

import static io.sluice.local.bench.BenchSystem.now;
import static io.sluice.local.bench.BenchSystem.pause;

import io.sluice.local.LocalSystem;
import io.sluice.local.child.Child;
import io.sluice.local.child.Child.ChildRole;
import io.sluice.testkit.RedisClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** The faults of a soak, at a quarter, a half and three quarters of its time. One thread. */
final class SoakFaults {
  private static final Duration POSTGRES_AWAY = Duration.ofMinutes(5);
  private static final Duration FROZEN = Duration.ofMinutes(2);

  /** Each fault and the recovery from it need a quarter of the time. */
  static final Duration SHORTEST_SOAK = POSTGRES_AWAY.multipliedBy(2).multipliedBy(4);

  private final LocalSystem system;

  SoakFaults(LocalSystem system) {
    this.system = system;
  }

  /** Plays all of them, and says each; false if one could not be played. */
  boolean play(Instant start, Instant end) {
    Duration quarter = Duration.between(start, end).dividedBy(4);
    try {
      pause(Duration.between(now(), start.plus(quarter)));
      say("PostgreSQL is killed, and away for " + POSTGRES_AWAY.toMinutes() + " minutes");
      child(ChildRole.POSTGRES).kill();
      pause(POSTGRES_AWAY);
      system.restartPostgres();
      say("PostgreSQL is back");
      pause(Duration.between(now(), start.plus(quarter.multipliedBy(2))));
      try (var redis = RedisClient.to(URI.create(system.endpoints().redisUrl()).getPort())) {
        redis.send("FLUSHALL");
      }
      say("Redis is wiped");
      pause(Duration.between(now(), start.plus(quarter.multipliedBy(3))));
      signal("STOP");
      say("admin-api is frozen for " + FROZEN.toMinutes() + " minutes");
      pause(FROZEN);
      signal("CONT");
      say("admin-api goes on");
      return true;
    } catch (IOException impossible) {
      say("a fault could not be played: " + impossible.getMessage());
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(child(ChildRole.ADMIN_API).pid()))
        .start()
        .waitFor();
  }

  private Child child(ChildRole role) throws IOException {
    return system.children().stream()
        .filter(child -> child.role() == role && child.isAlive())
        .findFirst()
        .orElseThrow(() -> new IOException("no living " + role));
  }

  private static void say(String what) {
    System.out.println(now() + " " + what);
  }
}
