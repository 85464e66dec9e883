package io.sluice.admin.database;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import io.quarkus.flyway.FlywayDataSource;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.sluice.admin.database.DatabaseUnavailable.Reason;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jboss.logging.Logger;

/**
 * Brings the schema up to date before the service listens, on a connection of its own: a migration
 * may take hours, but waits only seconds for a lock, because all others wait behind it meanwhile.
 * Runs once, on the thread that starts the service. See docs/operations.md, "Upgrading".
 */
@Singleton
public final class Migrations {

  private static final Logger LOG = Logger.getLogger(Migrations.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final int MAX_ATTEMPTS = 150;

  private final Flyway flyway;
  private final MigrationConfig config;
  private final CountDownLatch never = new CountDownLatch(1);

  Migrations(@FlywayDataSource("migrations") Flyway flyway, MigrationConfig config) {
    this.flyway = flyway;
    this.config = config;
  }

  /** Settings of migrations. */
  @ConfigMapping(prefix = "sluice.migrations")
  interface MigrationConfig {

    /**
     * {@code at-start}: an instance migrates before it listens. {@code only}: it migrates and ends,
     * for a job with a role of its own. {@code never}: it starts if such a job has run.
     */
    @WithDefault("at-start")
    Run run();

    /** Moments at which migrations run. */
    enum Run {
      AT_START,
      ONLY,
      NEVER
    }
  }

  /**
   * Runs the migrations that are missing. While a table that one needs is locked by others, it is
   * repeated, for at least five minutes.
   *
   * @return false if this instance was only started to migrate
   * @throws IllegalStateException if a migration failed, or its table stayed locked
   */
  public boolean run() throws InterruptedException {
    if (config.run() == MigrationConfig.Run.NEVER) {
      requireMigrated();
      return true;
    }
    for (int attempt = 1; !migrated(attempt); attempt++) {
      boolean _ = never.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }
    return config.run() != MigrationConfig.Run.ONLY;
  }

  private void requireMigrated() {
    int pending = flyway.info().pending().length;
    if (pending > 0) {
      throw new ConfigurationException(
          String.format(
              Locale.ROOT,
              "SLUICE_MIGRATIONS_RUN is never, and the schema lacks %d migrations: run the job with"
                  + " SLUICE_MIGRATIONS_RUN=only first, or set at-start.",
              pending));
    }
  }

  private boolean migrated(int attempt) {
    try {
      flyway.migrate();
      return true;
    } catch (FlywayException e) {
      boolean locked = DatabaseFailure.reason(e).filter(Reason.LOCKED::equals).isPresent();
      if (!locked || attempt == MAX_ATTEMPTS) {
        throw new IllegalStateException("The schema could not be brought up to date: " + e, e);
      }
      LOG.warnf("a migration waits for a lock that others hold attempt=%d", attempt);
      flyway.repair(); // one outside of a transaction is marked as failed
      return false;
    }
  }

  /** Settings of the connection and the lock of migrations. */
  @Singleton
  @FlywayDataSource("migrations")
  static final class MigrationSettings implements FlywayConfigurationCustomizer {

    /** Seconds that an instance waits for another one that migrates. */
    private static final int LOCK_RETRIES = 24 * 60 * 60;

    @Override
    public void customize(FluentConfiguration configuration) {
      configuration.initSql("SET statement_timeout = 0; SET lock_timeout = '3s'");
      configuration.lockRetryCount(LOCK_RETRIES);
      // A lock of a transaction would make CREATE INDEX CONCURRENTLY wait for itself.
      configuration.configuration(Map.of("flyway.postgresql.transactional.lock", "false"));
    }
  }
}
