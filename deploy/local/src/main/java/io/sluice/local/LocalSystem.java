package io.sluice.local;

import io.sluice.local.child.Child;
import io.sluice.local.child.Child.ChildRole;
import io.sluice.local.child.Children;
import io.sluice.local.data.PostgresServer;
import io.sluice.local.data.RedisServer;
import io.sluice.local.port.Port;
import io.sluice.local.port.PortChoice;
import io.sluice.local.port.PortPlan;
import io.sluice.local.service.Layout;
import io.sluice.local.service.LiveStreamToken;
import io.sluice.local.service.RegistrationWait;
import io.sluice.local.service.Services;
import io.sluice.local.state.Credentials;
import io.sluice.local.state.Endpoints;
import io.sluice.local.state.StateFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The whole of Sluice on this machine: PostgreSQL, Redis, admin-api, diagnostics-web and workers,
 * as child processes that listen on 127.0.0.1 only. {@link #close} and {@link #abort} may be called
 * by another thread than {@link #start}, also while it starts: the start then fails.
 */
public final class LocalSystem implements AutoCloseable {
  private final LocalOptions options;
  private final Layout layout;
  private final Progress progress;
  private final StateFolder state;
  private final PortPlan ports;
  private final Children children;
  private final Credentials credentials;
  private final Map<String, String> settings;
  private final Services services;
  private final Endpoints endpoints;
  private final Steps steps = new Steps();

  private LocalSystem(
      LocalOptions options,
      Layout layout,
      Progress progress,
      StateFolder state,
      PortPlan ports,
      Map<String, String> settings)
      throws IOException {
    this.options = options;
    this.layout = layout;
    this.progress = progress;
    this.settings = settings;
    this.state = state;
    this.ports = ports;
    this.credentials = Credentials.in(administrator());
    this.children = Children.under(state.logs(), temporary());
    this.services = services(options.workerSettings());
    this.endpoints = endpoints(credentials, services);
  }

  /**
   * Takes folder and ports, and starts nothing yet.
   *
   * @throws IOException with a sentence for a person: a port is taken, a folder is in use
   */
  public static LocalSystem prepare(LocalOptions options, Layout layout, Progress progress)
      throws IOException {
    return prepare(options, layout, progress, Map.of());
  }

  /**
   * Takes folder and ports, and starts nothing yet.
   *
   * @param settings variables for all services; they win over the usual ones
   */
  public static LocalSystem prepare(
      LocalOptions options, Layout layout, Progress progress, Map<String, String> settings)
      throws IOException {
    var ports = PortChoice.choose(options.ports(), options.workers());
    var state = StateFolder.open(options.keep());
    try {
      return new LocalSystem(options, layout, progress, state, ports, settings);
    } catch (IOException failed) {
      state.close();
      throw failed;
    }
  }

  /**
   * Starts everything, in parallel where it can, and returns when all of it is ready and the
   * samples are registered. After a failure, {@link #close} ends what had been started.
   *
   * @throws IOException with what failed; a {@code StartFailed} also has the end of a log
   */
  public void start() throws IOException, InterruptedException {
    installBundles();
    ports
        .moved()
        .forEach(
            port ->
                progress.say(
                    String.format(
                        Locale.ROOT,
                        "port %d is taken: using %d for %s",
                        port.usual(),
                        ports.of(port),
                        port)));
    var data = new DataServices(layout, state, ports, children);
    var redis = steps.run(() -> startRedis(data));
    var postgres = steps.run(() -> startPostgres(data));
    var diagnostics = steps.run(this::startDiagnostics);
    var workers =
        IntStream.rangeClosed(1, options.workers())
            .mapToObj(number -> steps.run(() -> startWorker(number, redis.join())))
            .toList();
    var admin = steps.run(() -> startAdmin(postgres.join(), redis.join()));
    var started = new ArrayList<CompletableFuture<?>>(workers);
    started.addAll(List.of(redis, postgres, diagnostics, admin));
    steps.await(started.toArray(CompletableFuture<?>[]::new));
    RegistrationWait.await(
        admin.join(), endpoints.adminApi(), credentials.token(), options.workers());
    for (var file : options.endpointFiles()) {
      endpoints.write(file);
    }
  }

  private Services services(Map<String, String> workerSettings) {
    var ofWorkers = new HashMap<>(settings);
    ofWorkers.putAll(workerSettings);
    return new Services(
        layout,
        ports,
        state,
        children,
        Map.of(
            ChildRole.ADMIN_API,
            settings,
            ChildRole.DIAGNOSTICS_WEB,
            settings,
            ChildRole.WORKER,
            ofWorkers));
  }

  /**
   * Ends each worker in order, so that it finishes what it runs, and starts another one in its
   * place.
   *
   * @param settings variables for the new ones; they win over the usual ones
   * @throws IOException when one did not end within the patience of its role, or did not start
   */
  public void replaceWorkers(Map<String, String> settings)
      throws IOException, InterruptedException {
    var changed = services(settings);
    var old = children.all().stream().filter(child -> child.role() == ChildRole.WORKER).toList();
    for (int number = 1; number <= old.size(); number++) {
      Child worker = old.get(number - 1);
      worker.terminate();
      if (!worker.endsWithin(ChildRole.WORKER.patience())) {
        throw new IOException(worker.name() + " did not end");
      }
      children.forget(worker);
      said(changed.worker(number, redisUrl()));
    }
  }

  /**
   * Starts PostgreSQL again after its end, with its data.
   *
   * @throws IOException when it did not start
   */
  public void restartPostgres() throws IOException, InterruptedException {
    for (var child : children.all()) {
      if (child.role() == ChildRole.POSTGRES && !child.isAlive()) {
        children.forget(child);
      }
    }
    new DataServices(layout, state, ports, children).postgres();
  }

  private String redisUrl() {
    return "redis://127.0.0.1:" + ports.of(Port.REDIS);
  }

  private RedisServer startRedis(DataServices data) throws IOException, InterruptedException {
    var redis = data.redis();
    progress.say("Redis is ready");
    return redis;
  }

  private PostgresServer startPostgres(DataServices data) throws IOException, InterruptedException {
    var postgres = data.postgres();
    progress.say("PostgreSQL is ready");
    return postgres;
  }

  private Child startAdmin(PostgresServer postgres, RedisServer redis)
      throws IOException, InterruptedException {
    var admin = services.adminApi(postgres.jdbcUrl(), redis.url(), administrator());
    try {
      LiveStreamToken.ensure(services.adminApiUrl(), credentials, services.streamToken());
    } catch (IOException refused) {
      progress.say(
          "the page will not be live: %s. Put a viewer's personal token into %s"
              .formatted(refused.getMessage(), services.streamToken()));
    }
    return said(admin);
  }

  private Child startDiagnostics() throws IOException, InterruptedException {
    return said(services.diagnosticsWeb());
  }

  private Child startWorker(int number, RedisServer redis)
      throws IOException, InterruptedException {
    return said(
        services.worker(
            number, redis.url(), options.singleWorkers().getOrDefault(number, Map.of())));
  }

  private Child said(Child child) {
    progress.say(child.name() + " is ready");
    return child;
  }

  private void installBundles() throws IOException {
    var bundles = new ArrayList<>(options.bundles());
    bundles.add(layout.samples());
    for (var bundle : bundles) {
      Files.copy(
          bundle,
          state.bundles().resolve(bundle.getFileName()),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Addresses and credentials. */
  public Endpoints endpoints() {
    return endpoints;
  }

  /** Management addresses of its services: admin-api, diagnostics-web, each worker. */
  public List<URI> management() {
    return Stream.concat(
            Stream.of(Port.ADMIN_API_MANAGEMENT, Port.DIAGNOSTICS_WEB_MANAGEMENT)
                .map(port -> "http://127.0.0.1:" + ports.of(port)),
            endpoints.workers().stream())
        .map(URI::create)
        .toList();
  }

  /** Its processes, for who watches or harms them. */
  public List<Child> children() {
    return children.all();
  }

  /** The pids of all that it started itself; processes of a worker are children of the worker. */
  public List<Long> pids() {
    var pids = new ArrayList<>(children.all().stream().map(Child::pid).toList());
    pids.add(children.parentWatchPid());
    return List.copyOf(pids);
  }

  /** Drops a child that has ended, for who can live without it. */
  public void forget(Child ended) throws IOException {
    children.forget(ended);
  }

  /** The folder of logs and data. */
  public Path folder() {
    return state.root();
  }

  /**
   * Ends it in order: workers drain first, data services end last. Leaves kept data and nothing
   * else.
   */
  @Override
  public void close() throws IOException {
    withdrawEndpoints();
    if (children.all().stream()
        .anyMatch(child -> child.role() == ChildRole.WORKER && child.isAlive())) {
      progress.say(
          String.format(
              Locale.ROOT,
              "stopping; workers may take %d s to finish what they run",
              ChildRole.WORKER.patience().toSeconds()));
    }
    steps.close();
    children.close();
    state.close();
  }

  /** Ends it at once, whatever it runs. */
  public void abort() throws IOException {
    withdrawEndpoints();
    steps.close();
    children.kill();
    state.close();
  }

  private void withdrawEndpoints() throws IOException {
    for (var file : options.endpointFiles()) {
      endpoints.removeFrom(file);
    }
  }

  private Path administrator() {
    return state.secrets().resolve("administrator.properties");
  }

  private List<Path> temporary() {
    var temporary = new ArrayList<>(state.temporary());
    temporary.addAll(options.endpointFiles()); // the token in them ends with the system
    return temporary;
  }

  private Endpoints endpoints(Credentials credentials, Services services) {
    return new Endpoints(
        services.adminApiUrl(),
        services.diagnosticsWebUrl(),
        IntStream.rangeClosed(1, options.workers())
            .mapToObj(services::workerManagementUrl)
            .toList(),
        credentials,
        String.format(
            Locale.ROOT,
            "postgresql://%s@127.0.0.1:%d/%s",
            PostgresServer.USER,
            ports.of(Port.POSTGRES),
            PostgresServer.DATABASE),
        redisUrl(),
        state.root().toString());
  }
}
