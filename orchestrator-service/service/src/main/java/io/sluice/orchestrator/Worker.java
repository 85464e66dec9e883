package io.sluice.orchestrator;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.RedisDataSource;
import io.sluice.command.CommandScripts;
import io.sluice.orchestrator.QuarkusRedisConnection.WatchedRedisConnection;
import io.sluice.orchestrator.claim.BundleStore;
import io.sluice.orchestrator.claim.BundleStore.RedisBundleSource;
import io.sluice.orchestrator.claim.ClaimConfig;
import io.sluice.orchestrator.claim.ClaimLoop;
import io.sluice.orchestrator.claim.ClaimReleaser;
import io.sluice.orchestrator.claim.DrainRequest;
import io.sluice.orchestrator.claim.ExclusiveGuard;
import io.sluice.orchestrator.claim.LeaseReaper;
import io.sluice.orchestrator.claim.LeaseRenewer;
import io.sluice.orchestrator.claim.RedisExecutionQueue;
import io.sluice.orchestrator.claim.StartGate;
import io.sluice.orchestrator.claim.UnreadableEntries;
import io.sluice.orchestrator.command.CommandExecutor;
import io.sluice.orchestrator.command.CommandListener;
import io.sluice.orchestrator.command.ExecutionCanceller;
import io.sluice.orchestrator.diagnosis.Crashes;
import io.sluice.orchestrator.diagnosis.ExternalSnapshotTaker;
import io.sluice.orchestrator.diagnosis.PreKillSnapshot;
import io.sluice.orchestrator.diagnosis.SnapshottingLauncher;
import io.sluice.orchestrator.diagnosis.UnresponsiveCheck;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.Fleet;
import io.sluice.orchestrator.fleet.FleetEvent;
import io.sluice.orchestrator.fleet.FleetPolicy;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.process.ClassDataArchive;
import io.sluice.orchestrator.process.ContainerMemory;
import io.sluice.orchestrator.process.JvmProcessLauncher;
import io.sluice.orchestrator.process.LaunchConfig;
import io.sluice.orchestrator.process.LaunchFolders;
import io.sluice.orchestrator.process.LaunchSpec;
import io.sluice.orchestrator.process.LinkMapping.AttemptLocation;
import io.sluice.orchestrator.process.ProcessLinkServer;
import io.sluice.orchestrator.process.Sandbox;
import io.sluice.orchestrator.registration.HeartbeatPublisher;
import io.sluice.orchestrator.registration.HeartbeatPublisher.ProcessNews;
import io.sluice.orchestrator.registration.HeartbeatView;
import io.sluice.orchestrator.registration.LogShipper;
import io.sluice.orchestrator.registration.RegistrationConfig;
import io.sluice.orchestrator.registration.WorkerIdentity;
import io.sluice.orchestrator.results.AttemptTracer;
import io.sluice.orchestrator.results.LogForwarder;
import io.sluice.orchestrator.results.OutcomeReporter;
import io.sluice.orchestrator.results.ResultSender;
import io.sluice.orchestrator.results.SharedStateReport;
import io.sluice.orchestrator.slots.DrainForecast;
import io.sluice.orchestrator.slots.SlotScheduler;
import io.sluice.orchestrator.supervision.EffectRunner;
import io.sluice.orchestrator.supervision.FleetObserver;
import io.sluice.orchestrator.supervision.LinkEvents;
import io.sluice.orchestrator.supervision.Mailbox;
import io.sluice.orchestrator.supervision.PeriodicTasks;
import io.sluice.orchestrator.supervision.ProcessCommands;
import io.sluice.orchestrator.supervision.ProcessMeters;
import io.sluice.orchestrator.supervision.ProcessMeters.StartTimes;
import io.sluice.orchestrator.supervision.Processes;
import io.sluice.orchestrator.supervision.SampleRequests;
import io.sluice.orchestrator.supervision.SupervisionConfig;
import io.sluice.orchestrator.supervision.Supervisor;
import io.sluice.queue.ExecutionBody;
import io.sluice.queue.LogStream;
import io.sluice.queue.QueueKeys;
import io.sluice.registration.RegistrationScripts;
import io.sluice.registration.WorkerHeartbeat;
import io.sluice.service.LineBuffer;
import io.sluice.service.LoopGuard;
import io.sluice.service.SecretFolders;
import io.sluice.service.SystemLogStream;
import io.vertx.mutiny.redis.client.Redis;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One worker: creates and connects all its parts. {@link #start} and {@link #stop} are lists, and
 * stop mirrors start.
 */
@Singleton
public final class Worker {
  private static final Logger LOG = Logger.getLogger(Worker.class);

  private final WorkerClock clock = new WorkerClock();
  private final RedisInterruptions redisInterruptions = new RedisInterruptions();
  private final Mailbox mailbox = new Mailbox();
  private final WorkerIdentity identity;
  private final SupervisionConfig config;
  private final FleetPolicy policy;
  private final LaunchFolders folders;
  private final LaunchSpec spec;
  private final Sandbox sandbox;
  private final Processes processes;
  private final SlotScheduler scheduler;
  private final ResultSender sender;
  private final LogForwarder logs;
  private final LeaseRenewer renewer;
  private final StartGate startGate;
  private final ClaimLoop claimLoop;
  private final ProcessLinkServer links;
  private final Supervisor supervisor;
  private final HeartbeatPublisher heartbeats;
  private final CommandListener commands;
  private final PeriodicTasks ticker;
  private final LogShipper shipper;
  private final MeterRegistry meters;
  private final DrainRequest drainRequest;
  private volatile boolean stopping;
  private volatile @Nullable Instant drainEnds;

  Worker(
      SupervisionConfig config,
      LaunchConfig launch,
      ClaimConfig claimConfig,
      RegistrationConfig registrationConfig,
      Redis redis,
      @RedisClientName("blocking") Redis blockingRedis,
      RedisDataSource redisValues,
      MeterRegistry meters,
      OpenTelemetry telemetry,
      @ConfigProperty(name = "quarkus.application.version") String version,
      @ConfigProperty(name = SecretFolders.SETTING) Optional<List<String>> secretFolders,
      @ConfigProperty(name = ConfigViolations.EXECUTION_TIMEOUT) Optional<String> executionTimeout)
      throws IOException {
    ConfigViolations.refuse(
        Stream.of(
                SecretFolders.missing(secretFolders.orElse(List.of())),
                ConfigViolations.ofExecutionTimeout(executionTimeout),
                config.violations(),
                launch.violations(),
                claimConfig.violations(),
                registrationConfig.violations())
            .flatMap(List::stream)
            .toList());
    this.meters = meters;
    this.config = config;
    this.policy = config.toPolicy();
    this.processes = new Processes(policy, config.pingEvery(), config.orchestratorWatchdog());
    this.scheduler =
        new SlotScheduler(
            policy, demand -> mailbox.post(new FleetEvent.DemandChanged(demand)), clock);
    this.identity = WorkerIdentity.create(registrationConfig.hostname(), version, clock.instant());
    this.folders = LaunchFolders.prepare(launch, identity.workerId());
    this.spec = folders.spec(launch, grace(), policy.timing().graceful());
    this.drainRequest = new DrainRequest(claimConfig.drainFile(), clock);
    var memory = ContainerMemory.ofThisJvm();
    checkMemory(memory);
    this.sandbox = Sandbox.of(launch, folders);

    var connection = watched(redis);
    var blocking = watched(blockingRedis);
    var keys = new QueueKeys(claimConfig.shard());
    var queue =
        new RedisExecutionQueue(
            connection, blocking, keys, identity.workerId(), claimConfig.resultsLimit());
    this.shipper =
        new LogShipper(
            new SystemLogStream(connection),
            new LineBuffer("orchestrator-service", identity.workerId()));
    var commandScripts = new CommandScripts(connection);
    var bundles =
        new BundleStore(
            folders.bundles(),
            new RedisBundleSource(commandScripts, redisValues, identity.workerId()),
            new BundleStore.Bounds(
                claimConfig.maxBundles(), claimConfig.maxBundleMb() * 1024L * 1024),
            scheduler::bundlesInUse,
            processes::prewarm);

    var logStream =
        new LogStream(connection, keys, claimConfig.logStreamMegabytes() * 1024L * 1024);
    this.logs = new LogForwarder(logStream::append, clock);
    this.sender =
        new ResultSender(
            queue,
            redisInterruptions,
            new ResultSender.Timeouts(
                claimConfig.resendAfter(), Duration.ofSeconds(30), claimConfig.confirmWithin()),
            logs::isPending,
            clock);
    logs.whenComplete(sender::recheck);
    this.renewer = new LeaseRenewer(queue, scheduler, sender, redisInterruptions, clock);
    var releaser = new ClaimReleaser(queue, scheduler, sender);
    var tracer = new AttemptTracer(telemetry, clock);
    this.startGate =
        new StartGate(
            queue, scheduler, releaser, this::location, claimConfig.permitWithin(), clock);
    this.claimLoop =
        new ClaimLoop(
            queue,
            scheduler,
            bundles,
            startGate,
            releaser,
            new UnreadableEntries(
                sender, identity.workerId(), policy.standard().label(), meters, clock),
            this::notReadyReason,
            config::slotTimeout,
            redisInterruptions,
            tracer,
            clock);
    var samples = new SampleRequests();
    var look = new ExternalSnapshotTaker(samples::take, clock);
    var outcomes =
        new OutcomeReporter(
            policy,
            scheduler,
            sender,
            logs,
            claimLoop::notStarted,
            new UnresponsiveCheck(look, g -> processes.find(g).map(Processes.Entry::process)),
            new Crashes(g -> processes.find(g).map(Processes.Entry::stats), clock),
            identity.workerId(),
            clock,
            new SharedStateReport(meters),
            tracer);
    this.links =
        new ProcessLinkServer(
            folders.socket(),
            new LinkEvents(
                policy,
                mailbox,
                processes,
                scheduler,
                outcomes,
                bundles,
                new StartTimes(meters, clock),
                samples,
                meters),
            meters);
    this.heartbeats =
        new HeartbeatPublisher(
            new RegistrationScripts(connection),
            this::heartbeat,
            Duration.ofSeconds(registrationConfig.heartbeatIntervalSeconds()));
    var processCommands = new ProcessCommands(mailbox, processes, scheduler);
    var processMeters =
        new ProcessMeters(
            meters, identity.workerId(), processes, this::fleet, scheduler::assigned, clock);
    var launcher =
        new SnapshottingLauncher(
            new JvmProcessLauncher(spec, folders.processes(), identity.workerId(), false, sandbox),
            new PreKillSnapshot(look, scheduler));
    this.supervisor =
        new Supervisor(
            mailbox,
            policy,
            new FleetObserver(
                policy.models().keySet(),
                meters,
                new ProcessNews(identity.workerId(), processes, heartbeats),
                clock),
            new EffectRunner(
                policy,
                mailbox,
                processes,
                scheduler,
                launcher,
                links,
                processCommands,
                (generation, model, pid, exit) -> {
                  processMeters.exited(generation, exit);
                  outcomes.processGone(generation, model, pid, exit);
                },
                clock),
            clock);
    var commandKinds =
        new CommandExecutor(
            new ExecutionCanceller(scheduler, outcomes::cancelledBeforeStart),
            processCommands,
            samples,
            scheduler,
            clock);
    this.commands =
        new CommandListener(
            blocking,
            commandScripts,
            identity.workerId(),
            new CommandListener.Receivers(
                command -> {
                  var reply = commandKinds.execute(command);
                  heartbeats.changed();
                  return reply;
                },
                sender::recorded,
                startGate::answered));
    this.ticker =
        new PeriodicTasks(
            links,
            clock,
            processes,
            scheduler,
            outcomes,
            mailbox,
            renewer,
            new LeaseReaper(
                queue,
                redisInterruptions,
                claimConfig.looksLapsed(),
                claimConfig.leaseTtl(),
                new LoopClock(clock)),
            new ExclusiveGuard(
                scheduler, renewer::renewalSentAt, claimConfig.exclusiveStopAfter(), clock),
            claimLoop,
            processMeters,
            new PeriodicTasks.Times(
                config.pingEvery(),
                config.orchestratorWatchdog(),
                grace().plus(Duration.ofSeconds(5)),
                claimConfig.renewEvery()));
    WorkerMeters.registerLogs(meters, logs);
    WorkerMeters.registerMemory(meters, memory);
    WorkerMeters.registerDrain(
        meters,
        () -> DrainForecast.of(scheduler.assigned(), grace(), clock.instant()),
        this::drainLeft);
    WorkerMeters.register(meters, this, scheduler, sender, startGate, policy.standard().label());
  }

  void start() throws IOException, InterruptedException {
    WorkerMeters.registerConsole(meters);
    shipper.start();
    links.start();
    trainArchive();
    sender.start();
    logs.start();
    supervisor.start();
    ticker.start();
    heartbeats.start();
    commands.start();
    claimLoop.start();
    WorkerMeters.registerLoops(meters);
    LOG.infof(
        "Worker %s serves: model=%s slots=%d max_processes=%d",
        identity.workerId(),
        policy.standard().label(),
        policy.slotsAtOnce(),
        policy.bounds().processes());
  }

  /**
   * Stops claiming, gives back executions that have not started, waits for running ones, by default
   * without limit, and ends the registration.
   */
  void stop() throws InterruptedException, IOException {
    config.drainWithin().ifPresent(within -> drainEnds = clock.instant().plus(within));
    stopping = true;
    heartbeats.changed();
    claimLoop.stop();
    mailbox.post(new FleetEvent.CloseRequested());
    awaitDrained();
    sender.stop();
    commands.stop();
    ticker.stop();
    logs.stop();
    heartbeats.stop(identity.workerId());
    links.close();
    folders.remove();
    LOG.infof("Worker %s has ended.", identity.workerId());
    shipper.stop();
  }

  /** Returns the names of long-lived threads that are not making progress; empty if all are. */
  List<String> stalled() {
    var standing = new ArrayList<>(LoopGuard.stalled());
    if (supervisor.turnedAt().plusSeconds(10).isBefore(clock.instant())) {
      standing.add("supervision-loop");
    }
    return standing;
  }

  /** Returns the reason why this worker takes no work, as a sentence; empty if it does. */
  String notReadyBecause() {
    Fleet fleet = supervisor.fleet();
    if (stopping) {
      return String.format(
          Locale.ROOT,
          "It is shutting down and waits for %d executions.",
          scheduler.assigned().size());
    }
    String cannotStart = FleetReadiness.cannotStart(fleet, policy);
    return cannotStart.isEmpty() ? claimLoop.notReadyReason() : cannotStart;
  }

  private void awaitDrained() throws InterruptedException {
    Duration left = drainLeft();
    if (left == null) {
      supervisor.closed().join();
      return;
    }
    try {
      supervisor.closed().get(left.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.errorf(
          "SLUICE_SUPERVISION_DRAIN_WITHIN is over: %d executions are left behind and are repeated by other workers.",
          scheduler.assigned().size());
    } catch (ExecutionException e) {
      throw new IllegalStateException("nobody fails this future", e);
    }
  }

  /** Returns the time that a stop still waits; null if it does not stop, or without limit. */
  private @Nullable Duration drainLeft() {
    Instant ends = drainEnds;
    if (ends == null) {
      return null;
    }
    Duration left = Duration.between(clock.instant(), ends);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private void checkMemory(ContainerMemory memory) {
    int largest =
        policy.models().values().stream()
            .mapToInt(model -> spec.memory().totalMb(model.slots()))
            .max()
            .orElse(0);
    config
        .memoryViolation(largest, memory.limit())
        .ifPresent(
            sentence -> {
              switch (config.memoryCheck()) {
                case REFUSE -> ConfigViolations.refuse(List.of(sentence));
                case WARN -> LOG.warn(sentence);
                case OFF -> {}
              }
            });
  }

  private Fleet fleet() {
    return supervisor.fleet();
  }

  boolean atBound() {
    return supervisor.fleet().atBound(policy);
  }

  private void trainArchive() throws IOException, InterruptedException {
    if (spec.archive().isPresent()) {
      var trainer =
          new JvmProcessLauncher(spec, folders.processes(), identity.workerId(), true, sandbox);
      ClassDataArchive.train(
          spec.archive().get(),
          trainer,
          links.issueToken(new Generation(ClassDataArchive.TRAINING_GENERATION)),
          links.socket(),
          policy.timing().readyWithin());
    }
  }

  private WorkerHeartbeat heartbeat() {
    String missing = notReadyBecause();
    return new WorkerHeartbeat(
        identity.workerId(),
        identity.hostname(),
        identity.version(),
        identity.startedAt(),
        clock.instant(),
        stopping || drainRequest.isPresent()
            ? "draining"
            : missing.isEmpty() ? "ready" : "not_ready",
        missing.isEmpty() ? null : missing,
        policy.standard().label(),
        policy.slotsAtOnce(),
        scheduler.freeSlots(),
        atBound(),
        HeartbeatView.processes(
            supervisor.fleet(),
            processes,
            scheduler.assigned(),
            model -> spec.memory().totalMb(policy.of(model).slots()),
            clock.instant()));
  }

  /**
   * Returns the origin of an execution that starts now. In the thread model the process is known
   * before the start, in the others only the model.
   */
  private AttemptLocation location(ExecutionBody body) {
    ExecutionModel model = policy.choose(body.executionModel());
    return supervisor
        .fleet()
        .active()
        .filter(_ -> model == ExecutionModel.THREAD)
        .flatMap(g -> processes.find(g).map(e -> location(model, e.process().pid(), g.number())))
        .orElseGet(() -> location(model, 0, 0));
  }

  private AttemptLocation location(ExecutionModel model, long pid, long generation) {
    return new AttemptLocation(identity.workerId(), pid, generation, model.label());
  }

  private String notReadyReason() {
    return Stream.of(
            drainRequest.reason(),
            FleetReadiness.noProcessToCome(supervisor.fleet(), policy),
            renewer.notReadyReason(),
            sender.notReadyReason())
        .filter(why -> !why.isEmpty())
        .findFirst()
        .orElse("");
  }

  private Duration grace() {
    return Duration.ofSeconds(config.cancelGraceSeconds());
  }

  private WatchedRedisConnection watched(Redis redis) {
    return new WatchedRedisConnection(
        new QuarkusRedisConnection(redis, Duration.ofSeconds(5)), redisInterruptions);
  }
}
