package io.sluice.admin.worker;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.sluice.admin.lifecycle.Duties;
import io.sluice.admin.lifecycle.Duties.Duty;
import io.sluice.admin.lifecycle.Loop;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/**
 * Lets earlier release generations of workers run out and keeps the deletion costs of pods, on the
 * instance that has the duty. Off by default, and then without a client. One thread.
 */
@Singleton
public final class ReleaseGenerations {

  private static final Logger LOG = Logger.getLogger(ReleaseGenerations.class);
  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final Duration COST_INTERVAL = Duration.ofMinutes(1);

  private final ReleaseConfig config;
  private final Instance<KubernetesClient> client;
  private final WorkerDirectory workers;
  private final Duties duties;
  private final InstantSource clock;
  private final Loop loop = new Loop("release generations", this::turn);
  private Instant costsWritten = Instant.EPOCH;

  ReleaseGenerations(
      ReleaseConfig config,
      Instance<KubernetesClient> client,
      WorkerDirectory workers,
      Duties duties,
      InstantSource clock) {
    this.config = config;
    this.client = client;
    this.workers = workers;
    this.duties = duties;
    this.clock = clock;
  }

  public void start() {
    if (config.enabled()) {
      loop.start();
    }
  }

  public void stop() {
    loop.stop();
  }

  private Duration turn() {
    boolean _ = duties.carryOut(Duty.RELEASE_GENERATIONS, this::step);
    return INTERVAL;
  }

  private void step(Duties.Lease lease) {
    try {
      var cluster = new Cluster(client.get(), config);
      ReleaseState state = cluster.read(workers.all());
      for (ReleaseStep step : ReleaseRules.decide(state)) {
        lease.hold();
        LOG.infof("release generation step=%s", step);
        cluster.carryOut(step);
      }
      if (config.podDeletionCost() && !clock.instant().isBefore(costsWritten.plus(COST_INTERVAL))) {
        costsWritten = clock.instant();
        for (ReleaseStep cost : ReleaseRules.costs(state)) {
          lease.hold();
          cluster.carryOut(cost);
        }
      }
    } catch (KubernetesClientException | IllegalStateException e) {
      // The next turn tries again; workers go on meanwhile.
      LOG.warnf("release generations are not looked after reason=%s", e.getMessage());
    }
  }
}
