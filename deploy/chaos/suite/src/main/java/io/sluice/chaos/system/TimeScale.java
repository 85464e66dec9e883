package io.sluice.chaos.system;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * One factor for all times of the queue protocol, so that their order stays the same. Services
 * ignore unknown settings.
 *
 * @param ttl lease TTL; 15 s is the real one
 */
public record TimeScale(Duration ttl) {
  private static final Duration LIFE_SIZE = Duration.ofSeconds(15);

  /** Processes are pinged each second: no shorter silence means anything. */
  private static final Duration MIN_SILENCE = Duration.ofMillis(2500);

  /** A time of the protocol, scaled. */
  public Duration of(Duration lifeSize) {
    return Duration.ofNanos(
        Math.round((double) lifeSize.toNanos() * ttl.toNanos() / LIFE_SIZE.toNanos()));
  }

  public Duration ofSeconds(double lifeSize) {
    return of(Duration.ofNanos(Math.round(lifeSize * 1e9)));
  }

  /** The grace period between cancel and stuck. */
  public Duration grace() {
    return Duration.ofSeconds(Math.max(1, of(Duration.ofSeconds(10)).toSeconds()));
  }

  public Map<String, String> worker() {
    var all = new HashMap<String, String>();
    put(all, "SLUICE_INTAKE_LEASE_TTL", 15);
    put(all, "SLUICE_INTAKE_RENEW_EVERY", 3);
    put(all, "SLUICE_INTAKE_LOOKS_LAPSED", 4);
    put(all, "SLUICE_INTAKE_RESEND_AFTER", 10);
    put(all, "SLUICE_INTAKE_PERMIT_WITHIN", 10);
    put(all, "SLUICE_INTAKE_EXCLUSIVE_STOP_AFTER", 12);
    all.put("SLUICE_SUPERVISION_DEADMAN", atLeast(MIN_SILENCE, of(Duration.ofSeconds(12))));
    all.put(
        "SLUICE_SUPERVISION_SILENCE_HAND_OVER", atLeast(MIN_SILENCE, of(Duration.ofSeconds(5))));
    put(all, "SLUICE_SUPERVISION_SILENCE_LOST", 60);
    all.put("CANCEL_GRACE_SECONDS", Long.toString(grace().toSeconds()));
    return all;
  }

  public Map<String, String> adminApi() {
    var all = new HashMap<String, String>();
    put(all, "SLUICE_QUEUE_LEASE_TTL", 15);
    put(all, "SLUICE_QUEUE_LOOKS_LAPSED", 4);
    put(all, "SLUICE_QUEUE_REPUBLISH_WAITING_AFTER", 6);
    put(all, "SLUICE_QUEUE_REPUBLISH_RUNNING_AFTER", 30);
    put(all, "SLUICE_QUEUE_INFER_GONE_AFTER", 12);
    all.put("SLUICE_QUEUE_TICK", "PT1S");
    return all;
  }

  private void put(Map<String, String> all, String name, int seconds) {
    all.put(name, of(Duration.ofSeconds(seconds)).toString());
  }

  private static String atLeast(Duration least, Duration time) {
    return (time.compareTo(least) < 0 ? least : time).toString();
  }
}
