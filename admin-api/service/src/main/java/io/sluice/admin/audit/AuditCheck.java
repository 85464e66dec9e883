package io.sluice.admin.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.sluice.admin.loop.Loop;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks for days whose chain is broken: an entry was removed, changed or put in. Each turn takes
 * the latest day and, one after the other, an earlier one, so that all of them have their turn and
 * none is expensive.
 */
@Singleton
public final class AuditCheck {

  private static final Logger LOG = Logger.getLogger(AuditCheck.class);

  private final AuditRows rows;
  private final Duration every;
  private final Set<LocalDate> broken = ConcurrentHashMap.newKeySet();
  private final Loop loop = new Loop("audit check", this::turn);
  private @Nullable LocalDate earlier;

  AuditCheck(AuditRows rows, AuditConfig config, MeterRegistry meters) {
    this.rows = rows;
    this.every = config.checkEvery();
    meters.gaugeCollectionSize("sluice.audit.broken.days", Tags.empty(), broken);
  }

  public void start() {
    loop.start();
  }

  public void stop() {
    loop.stop();
  }

  private Duration turn() {
    Optional<LocalDate> latest = rows.dayBefore(null);
    latest.ifPresent(this::look);
    earlier = rows.dayBefore(earlier == null ? latest.orElse(null) : earlier).orElse(null);
    if (earlier != null) {
      look(earlier);
    }
    return every;
  }

  private void look(LocalDate day) {
    Optional<Long> position = rows.firstBroken(day);
    if (position.isEmpty()) {
      broken.remove(day);
    } else if (broken.add(day)) {
      LOG.errorf(
          "the audit was tampered with: its chain is broken day=%s position=%d. Compare with a"
              + " backup",
          day, position.get());
    }
  }
}
