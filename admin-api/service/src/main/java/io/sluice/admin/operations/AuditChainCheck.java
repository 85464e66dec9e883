package io.sluice.admin.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.sluice.admin.lifecycle.Loop;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Checks the hash chains of the audit for removed, changed or inserted entries. Each turn checks
 * the latest day and one earlier day, so that every day is checked in turn at a constant cost.
 */
@Singleton
public final class AuditChainCheck {

  private static final Logger LOG = Logger.getLogger(AuditChainCheck.class);

  private final AuditStore store;
  private final Duration interval;
  private final Set<LocalDate> broken = ConcurrentHashMap.newKeySet();
  private final Loop loop = new Loop("audit check", this::turn);
  private @Nullable LocalDate earlier;

  AuditChainCheck(AuditStore store, AuditConfig config, MeterRegistry meters) {
    this.store = store;
    this.interval = config.checkEvery();
    meters.gaugeCollectionSize("sluice.audit.broken.days", Tags.empty(), broken);
  }

  public void start() {
    loop.start();
  }

  public void stop() {
    loop.stop();
  }

  private Duration turn() {
    Optional<LocalDate> latest = store.dayBefore(null);
    latest.ifPresent(this::check);
    earlier = store.dayBefore(earlier == null ? latest.orElse(null) : earlier).orElse(null);
    if (earlier != null) {
      check(earlier);
    }
    return interval;
  }

  private void check(LocalDate day) {
    Optional<Long> position = store.firstBroken(day);
    if (position.isEmpty()) {
      broken.remove(day);
    } else if (broken.add(day)) {
      LOG.errorf(
          "the audit was tampered with: its chain is broken day=%s position=%d. Compare with a"
              + " backup",
          day, position.get());
    }
  }

  /** Configuration of the audit check. */
  @ConfigMapping(prefix = "sluice.audit")
  interface AuditConfig {

    /** Time between two checks; each checks the present day and one earlier day. */
    @WithDefault("1m")
    Duration checkEvery();
  }
}
