package io.sluice.local.port;

/**
 * The ports of the system on one machine; those of the services are their defaults
 * (docs/configuration.md).
 */
public enum Port {
  ADMIN_API("--admin-port", 8080),
  ADMIN_API_MANAGEMENT("--admin-management-port", 9080),
  DIAGNOSTICS_WEB("--diagnostics-port", 8082),
  DIAGNOSTICS_WEB_MANAGEMENT("--diagnostics-management-port", 9082),
  WORKER("--worker-port", 8081),
  WORKER_MANAGEMENT("--worker-management-port", 9081),
  /** Not PostgreSQL's default port, so that it is not mistaken for another database. */
  POSTGRES("--postgres-port", 15432),
  /** Not Redis' own port, for the same reason. */
  REDIS("--redis-port", 16379);

  private final String option;
  private final int usual;

  Port(String option, int usual) {
    this.option = option;
    this.usual = usual;
  }

  /** The option of {@code up} that sets it. */
  public String option() {
    return option;
  }

  /** The default, used if it is free. */
  public int usual() {
    return usual;
  }
}
