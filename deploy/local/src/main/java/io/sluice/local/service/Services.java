package io.sluice.local.service;

import io.sluice.local.child.Child;
import io.sluice.local.child.Child.ChildRole;
import io.sluice.local.child.Child.ChildSpec;
import io.sluice.local.child.Children;
import io.sluice.local.data.PostgresServer;
import io.sluice.local.port.Port;
import io.sluice.local.port.PortPlan;
import io.sluice.local.state.StateFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts the services with the environment variables that docs/configuration.md describes. */
public final class Services {
  private static final int ADMIN_API_HEAP_MB = 256;
  private static final int DIAGNOSTICS_WEB_HEAP_MB = 96;
  private static final int WORKER_HEAP_MB = 192;

  /**
   * Raises the rate limits, because a load test on one machine uses one token and one organization.
   */
  private static final List<String> WIDE_LIMITS =
      List.of("SLUICE_SECURITY_REQUESTS_PER_SECOND", "SLUICE_EXECUTION_WAITING_PER_ORGANIZATION");

  private final Layout layout;
  private final PortPlan ports;
  private final StateFolder state;
  private final Children children;
  private final Map<ChildRole, Map<String, String>> more;

  public Services(Layout layout, PortPlan ports, StateFolder state, Children children) {
    this(layout, ports, state, children, Map.of());
  }

  /**
   * Creates it with additional settings.
   *
   * @param more variables for all services of a role, which override the defaults
   */
  public Services(
      Layout layout,
      PortPlan ports,
      StateFolder state,
      Children children,
      Map<ChildRole, Map<String, String>> more) {
    this.layout = layout;
    this.ports = ports;
    this.state = state;
    this.children = children;
    this.more = Map.copyOf(more);
  }

  /**
   * Starts admin-api and waits until it is ready.
   *
   * @param jdbcUrl address of PostgreSQL
   * @param redisUrl address of Redis
   * @param administrator the file with the first administrator's credentials
   */
  public Child adminApi(String jdbcUrl, String redisUrl, Path administrator)
      throws IOException, InterruptedException {
    var environment =
        new HashMap<>(
            ServiceCommand.listening(port(Port.ADMIN_API), port(Port.ADMIN_API_MANAGEMENT)));
    environment.put("QUARKUS_DATASOURCE_JDBC_URL", jdbcUrl);
    environment.put("QUARKUS_DATASOURCE_USERNAME", PostgresServer.USER);
    environment.put("QUARKUS_REDIS_HOSTS", redisUrl);
    environment.put("SLUICE_BUNDLE_FOLDER", state.bundles().toString());
    environment.put("EXECUTION_MAX_RETRIES", "0"); // demos and tests show each failure at once
    environment.put("SLUICE_SECURITY_INITIAL_ADMINISTRATOR_FILE", administrator.toString());
    WIDE_LIMITS.stream()
        .filter(limit -> !System.getenv().containsKey(limit))
        .forEach(limit -> environment.put(limit, "10000000"));
    var command =
        ServiceCommand.of(
            layout.jvmOptions(),
            Layout.built(layout.adminApi()),
            ADMIN_API_HEAP_MB,
            state.temporaryFiles());
    return ready(
        new ChildSpec(ChildRole.ADMIN_API, "admin-api", command, environment),
        port(Port.ADMIN_API_MANAGEMENT));
  }

  /** Starts diagnostics-web and waits until it is ready, which does not depend on admin-api. */
  public Child diagnosticsWeb() throws IOException, InterruptedException {
    var environment =
        new HashMap<>(
            ServiceCommand.listening(
                port(Port.DIAGNOSTICS_WEB), port(Port.DIAGNOSTICS_WEB_MANAGEMENT)));
    environment.put("SLUICE_ADMIN_API_URL", adminApiUrl());
    environment.put(
        "SLUICE_ADMIN_API_HEALTH_URL", local(port(Port.ADMIN_API_MANAGEMENT)) + ReadinessWait.PATH);
    environment.put("SLUICE_ADMIN_API_STREAM_TOKEN_FILE", streamToken().toString());
    var command =
        ServiceCommand.of(
            layout.jvmOptions(),
            Layout.built(layout.diagnosticsWeb()),
            DIAGNOSTICS_WEB_HEAP_MB,
            state.temporaryFiles());
    return ready(
        new ChildSpec(ChildRole.DIAGNOSTICS_WEB, "diagnostics-web", command, environment),
        port(Port.DIAGNOSTICS_WEB_MANAGEMENT));
  }

  /**
   * Starts a worker and waits until it is ready.
   *
   * @param number 1 for the first
   * @param redisUrl address of Redis
   */
  public Child worker(int number, String redisUrl) throws IOException, InterruptedException {
    return worker(number, redisUrl, Map.of());
  }

  /**
   * Starts a worker with settings of its own and waits until it is ready.
   *
   * @param own variables that win over those of all workers
   */
  public Child worker(int number, String redisUrl, Map<String, String> own)
      throws IOException, InterruptedException {
    var listens = ports.worker(number - 1);
    var folder = Files.createDirectories(state.worker(number));
    var environment = new HashMap<>(ServiceCommand.listening(listens.http(), listens.management()));
    environment.put("QUARKUS_REDIS_HOSTS", redisUrl);
    environment.put("SLUICE_LAUNCH_RUNTIME_FOLDER", layout.runtime().toString());
    environment.put("SLUICE_LAUNCH_STATE_FOLDER", folder.toString());
    environment.put("USE_THREAD_WORKERS", callersOr(System.getenv(), "USE_THREAD_WORKERS", "true"));
    var command =
        ServiceCommand.of(
            layout.jvmOptions(),
            Layout.built(layout.worker()),
            WORKER_HEAP_MB,
            state.temporaryFiles());
    return ready(
        new ChildSpec(ChildRole.WORKER, "worker-" + number, command, environment),
        listens.management(),
        own);
  }

  /**
   * The file with diagnostics-web's token for the live stream, which admin-api's first start
   * creates.
   */
  public Path streamToken() {
    return state.secrets().resolve("stream-token");
  }

  private static String callersOr(Map<String, String> environment, String name, String value) {
    return environment.getOrDefault(name, value);
  }

  /** Base address of the REST API. */
  public String adminApiUrl() {
    return local(port(Port.ADMIN_API));
  }

  /** Address of the page. */
  public String diagnosticsWebUrl() {
    return local(port(Port.DIAGNOSTICS_WEB));
  }

  /**
   * The address of a worker's health and metrics.
   *
   * @param number 1 for the first
   */
  public String workerManagementUrl(int number) {
    return local(ports.worker(number - 1).management());
  }

  private static String local(int port) {
    return "http://127.0.0.1:" + port;
  }

  private int port(Port port) {
    return ports.of(port);
  }

  private Child ready(ChildSpec spec, int managementPort) throws IOException, InterruptedException {
    return ready(spec, managementPort, Map.of());
  }

  private Child ready(ChildSpec spec, int managementPort, Map<String, String> own)
      throws IOException, InterruptedException {
    var environment = new HashMap<>(spec.environment());
    environment.putAll(more.getOrDefault(spec.role(), Map.of()));
    environment.putAll(own);
    var child =
        children.start(new ChildSpec(spec.role(), spec.name(), spec.command(), environment));
    ReadinessWait.await(child, URI.create(local(managementPort)));
    return child;
  }
}
