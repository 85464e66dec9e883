package io.sluice.admin;

import io.sluice.admin.database.Database;
import io.sluice.admin.database.DatabaseRefused;
import io.sluice.admin.database.DatabaseUnavailable;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Reports not ready without PostgreSQL. The migrations run before the service listens. */
@Readiness
@Singleton
final class DatabaseReadiness implements HealthCheck {

  private final Database database;

  DatabaseReadiness(Database database) {
    this.database = database;
  }

  @Override
  public HealthCheckResponse call() {
    var answer = HealthCheckResponse.named("PostgreSQL");
    try {
      boolean valid = database.transaction(connection -> connection.isValid(2));
      return answer.status(valid).build();
    } catch (DatabaseUnavailable | DatabaseRefused e) {
      return answer.down().withData("missing", "PostgreSQL gives no answer").build();
    }
  }
}
