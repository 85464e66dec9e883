package io.sluice.chaos.system;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.proxy.FaultProxy;
import io.sluice.chaos.system.ChaosSystem.Model;
import io.sluice.local.Progress;
import io.sluice.local.child.Child;
import io.sluice.local.child.Child.ChildRole;
import io.sluice.local.child.Children;
import io.sluice.local.data.PostgresServer;
import io.sluice.local.data.RedisServer.Persistence;
import io.sluice.local.port.Port;
import io.sluice.local.port.PortPlan;
import io.sluice.local.service.Layout;
import io.sluice.local.service.RegistrationWait;
import io.sluice.local.service.Services;
import io.sluice.local.state.Credentials;
import io.sluice.local.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * The system under test: PostgreSQL, Redis, one admin-api and up to four workers, each behind its
 * own proxies, each of which can be killed and started again on the same data and port. Callers
 * must not harm the same part from two threads at once.
 */
public final class ChaosSystem implements AutoCloseable {
  public static final int MAX_WORKERS = 4;
  private static final Duration EXIT = Duration.ofSeconds(10);

  private final SystemOptions options;
  private final Progress progress;
  private final StateFolder state;
  private final ChaosPorts choice = new ChaosPorts();
  private final PortPlan ports;
  private final Children children;
  private final Credentials credentials;
  private final Services services;
  private final CurrentRedis redis;
  private final FaultProxy adminRedis;
  private final FaultProxy adminPostgres;
  private final List<WorkerSlot> workers = new ArrayList<>();
  private final DirectDatabase database;
  private volatile Child postgres;
  private volatile Child admin;

  private ChaosSystem(SystemOptions options, Progress progress)
      throws IOException, InterruptedException {
    this.options = options;
    this.progress = progress;
    this.ports = choice.plan(MAX_WORKERS);
    this.state = StateFolder.open(Optional.empty());
    this.children = Children.under(state.logs(), state.temporary());
    try {
      this.credentials = Credentials.in(administrator());
      this.services = new Services(options.layout(), ports, state, children, environment());
      this.database = new DirectDatabase(ports.of(Port.POSTGRES));
      installBundles();
      this.redis =
          CurrentRedis.start(children, state, choice, ports.of(Port.REDIS), options.redis());
      this.postgres = startPostgresServer();
      var random = new Random(options.seed());
      this.adminRedis = FaultProxy.before(redis.port(), random);
      this.adminPostgres = FaultProxy.before(ports.of(Port.POSTGRES), random);
      for (int number = 1; number <= MAX_WORKERS; number++) {
        workers.add(new WorkerSlot(number, FaultProxy.before(redis.port(), random)));
      }
      this.admin = startAdminApi();
    } catch (IOException | InterruptedException | RuntimeException failed) {
      children.kill();
      state.close();
      throw failed;
    }
  }

  /** Starts all but the workers beyond the given number; returns when all of it is ready. */
  public static ChaosSystem start(SystemOptions options, int workers, Progress progress)
      throws IOException, InterruptedException {
    var system = new ChaosSystem(options, progress);
    try {
      for (int number = 1; number <= workers; number++) {
        system.startWorker(number);
      }
      RegistrationWait.await(
          system.admin, system.adminApiUrl(), system.credentials.token(), workers);
      progress.say("the system is ready in " + system.folder());
      return system;
    } catch (IOException | InterruptedException | RuntimeException failed) {
      system.close();
      throw failed;
    }
  }

  private Map<ChildRole, Map<String, String>> environment() {
    var worker = new HashMap<>(options.times().worker());
    worker.put("WORKER_THREAD_POOL_SIZE", Integer.toString(options.slots()));
    worker.put("SLUICE_LAUNCH_HEAP_MB", "128");
    worker.put("SLUICE_SUPERVISION_MAX_PROCESSES", "16");
    worker.putAll(options.model().variables());
    worker.put("MAX_WORKERS", Integer.toString(options.slots()));
    worker.put("WORKER_HEARTBEAT_INTERVAL_SECONDS", "2");
    return Map.of(ChildRole.WORKER, worker, ChildRole.ADMIN_API, options.times().adminApi());
  }

  private void installBundles() throws IOException {
    var all = new ArrayList<>(options.bundles());
    all.add(options.layout().samples());
    for (var bundle : all) {
      Files.copy(bundle, state.bundles().resolve(bundle.getFileName()));
    }
  }

  public CurrentRedis redis() {
    return redis;
  }

  /** All proxies that lead to Redis. */
  public List<FaultProxy> redisProxies() {
    var all = new ArrayList<FaultProxy>();
    workers.forEach(worker -> all.add(worker.redis()));
    all.add(adminRedis);
    return all;
  }

  /** Between admin-api and Redis. */
  public FaultProxy adminRedis() {
    return adminRedis;
  }

  /** Between admin-api and PostgreSQL. */
  public FaultProxy adminPostgres() {
    return adminPostgres;
  }

  public DirectDatabase database() {
    return database;
  }

  /** A place for a worker, 1 to 4. */
  public WorkerSlot worker(int number) {
    return workers.get(number - 1);
  }

  public List<WorkerSlot> workers() {
    return List.copyOf(workers);
  }

  public List<WorkerSlot> livingWorkers() {
    return workers.stream().filter(WorkerSlot::isAlive).toList();
  }

  public long adminPid() {
    return admin.pid();
  }

  public long postgresPid() {
    return postgres.pid();
  }

  public boolean postgresLives() {
    return postgres.isAlive();
  }

  public String adminApiUrl() {
    return services.adminApiUrl();
  }

  public String token() {
    return credentials.token();
  }

  public Path folder() {
    return state.root();
  }

  public Path logs() {
    return state.logs();
  }

  public Path log(WorkerSlot worker) {
    return state.logs().resolve("worker-" + worker.number() + ".log");
  }

  /** Health and metrics of a worker. */
  public String managementUrl(WorkerSlot worker) {
    return "http://127.0.0.1:" + ports.worker(worker.number() - 1).management();
  }

  /** Starts a worker where none is. */
  public void startWorker(int number) throws IOException, InterruptedException {
    var place = worker(number);
    place.sits(services.worker(number, "redis://127.0.0.1:" + place.redis().port()));
    progress.say("worker-" + number + " is ready");
  }

  /** Forgets a worker that a fault has ended. */
  public void workerHasEnded(int number, Duration limit) throws IOException, InterruptedException {
    var place = worker(number);
    var child = place.child();
    if (child != null) {
      requireEnd(child, limit);
      place.sits(null);
    }
  }

  /** Asks a worker to end in order. */
  public void terminateWorker(int number) throws IOException {
    var child = worker(number).child();
    if (child != null) {
      child.terminate();
    }
  }

  private Child startAdminApi() throws IOException, InterruptedException {
    return services.adminApi(
        "jdbc:postgresql://127.0.0.1:" + adminPostgres.port() + "/" + PostgresServer.DATABASE,
        "redis://127.0.0.1:" + adminRedis.port(),
        administrator());
  }

  /** Starts admin-api again after its end was brought about. */
  public void restartAdminApi() throws IOException, InterruptedException {
    requireEnd(admin, EXIT);
    admin = startAdminApi();
  }

  private Child startPostgresServer() throws IOException, InterruptedException {
    return PostgresServer.start(
            children, state.postgres(), options.layout().cache(), ports.of(Port.POSTGRES), false)
        .child();
  }

  /** Starts PostgreSQL again after its end was brought about. */
  public void restartPostgres() throws IOException, InterruptedException {
    requireEnd(postgres, EXIT);
    long began = MachineClock.nanos();
    while (true) {
      try {
        postgres = startPostgresServer();
        return;
      } catch (IOException orphans) {
        // Backends of the old server may hold its memory for a moment.
        if (MachineClock.since(began).compareTo(EXIT) > 0) {
          throw orphans;
        }
        MachineClock.pause(Duration.ofMillis(200));
      }
    }
  }

  private void requireEnd(Child child, Duration limit) throws IOException, InterruptedException {
    if (!child.endsWithin(limit)) {
      child.kill();
      throw new IOException(child.name() + " did not end within " + limit.toSeconds() + " s");
    }
    children.forget(child);
  }

  /** Moves everybody to the Redis that is the current one. */
  public void followRedis() {
    redisProxies().forEach(proxy -> proxy.moveTo(redis.port()));
  }

  private Path administrator() {
    return state.secrets().resolve("administrator.properties");
  }

  /** Pids of all that was started directly and not forgotten. */
  public List<Long> pids() {
    return children.all().stream().map(Child::pid).toList();
  }

  /** Ends everything and removes its folder. */
  @Override
  public void close() throws IOException {
    children.kill();
    for (var proxy : redisProxies()) {
      proxy.close();
    }
    adminPostgres.close();
    state.close();
  }

  /** The execution model of the workers. */
  public enum Model {
    THREAD(true, "process"),
    PROCESS(false, "process"),
    ISOLATED(false, "isolated");

    private final boolean threadWorkers;
    private final String executionModel;

    Model(boolean threadWorkers, String executionModel) {
      this.threadWorkers = threadWorkers;
      this.executionModel = executionModel;
    }

    /** The environment variables of a worker for it (docs/execution-models.md). */
    Map<String, String> variables() {
      return Map.of(
          "USE_THREAD_WORKERS", Boolean.toString(threadWorkers), "EXECUTION_MODEL", executionModel);
    }
  }

  /**
   * Options of the system under test.
   *
   * @param model that the workers run as a rule
   * @param slots of each process; in the other models, processes of each worker
   * @param bundles to register besides the samples
   * @param seed of the proxies' resets
   */
  public record SystemOptions(
      Layout layout,
      TimeScale times,
      Model model,
      int slots,
      Persistence redis,
      List<Path> bundles,
      long seed) {
    public SystemOptions {
      bundles = List.copyOf(bundles);
    }
  }
}
