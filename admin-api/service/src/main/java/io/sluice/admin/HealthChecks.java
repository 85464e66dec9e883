package io.sluice.admin;

import static java.util.stream.Collectors.joining;

import io.sluice.admin.database.Database;
import io.sluice.admin.database.DatabaseRefused;
import io.sluice.admin.database.DatabaseUnavailable;
import io.sluice.admin.redis.RedisFault;
import io.sluice.admin.redis.RedisSettings;
import io.sluice.admin.results.Recorder;
import io.sluice.service.LoopGuard;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Health checks for the platform. They run on the worker threads of the management interface. */
final class HealthChecks {
  private HealthChecks() {}

  /**
   * Reports not ready while PostgreSQL cannot write. The migrations run before the service listens.
   * Its connection is none of those that submits and searches use.
   */
  @Readiness
  @Singleton
  static final class DatabaseReadiness implements HealthCheck {

    private final Database database;

    DatabaseReadiness(Database database) {
      this.database = database;
    }

    @Override
    public HealthCheckResponse call() {
      var answer = HealthCheckResponse.named("PostgreSQL");
      try {
        database.requireWritable();
        return answer.up().build();
      } catch (DatabaseUnavailable e) {
        return answer.down().withData("missing", e.reason().sentence()).build();
      } catch (DatabaseRefused e) {
        return answer.down().withData("missing", "PostgreSQL refused a test query.").build();
      }
    }
  }

  /**
   * Reports whether executions are delivered and results recorded. Always up, because executions
   * are accepted without Redis.
   */
  @Readiness
  @Singleton
  static final class QueueReadiness implements HealthCheck {

    private static final int MAX_NAMED = 10;

    private final QueueService queue;
    private final Recorder recorder;
    private final RedisSettings settings;

    QueueReadiness(QueueService queue, Recorder recorder, RedisSettings settings) {
      this.queue = queue;
      this.settings = settings;
      this.recorder = recorder;
    }

    @Override
    public HealthCheckResponse call() {
      List<UUID> locked = recorder.locked();
      var answer = HealthCheckResponse.named("Queue").up();
      if (!locked.isEmpty()) {
        answer.withData(
            "locked",
            "results wait, because another session of PostgreSQL has locked the row of: "
                + locked.stream().limit(MAX_NAMED).map(UUID::toString).collect(joining(", ")));
      }
      if (!settings.faults().isEmpty()) {
        answer.withData(
            "redis",
            settings.faults().stream().map(RedisFault::sentence).sorted().collect(joining(" ")));
      }
      return answer
          .withData(
              "delivery",
              queue.healthy() ? "working" : "degraded: executions are stored, not delivered")
          .withData("recording", recorder.healthy() ? "working" : "degraded: results wait in Redis")
          .build();
    }
  }

  /**
   * Reports not live if a loop has stopped: its thread has ended, or every turn ends with an Error.
   */
  @Liveness
  @Singleton
  static final class LoopLiveness implements HealthCheck {

    @Override
    public HealthCheckResponse call() {
      List<String> stopped = LoopGuard.stalled();
      var answer = HealthCheckResponse.named("loops").status(stopped.isEmpty());
      return stopped.isEmpty()
          ? answer.build()
          : answer.withData("standing_still", String.join(", ", stopped)).build();
    }
  }
}
