package io.sluice.orchestrator;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.RedisDataSource;
import io.sluice.command.CommandScripts;
import io.sluice.loop.LoopGuard;
import io.sluice.orchestrator.bundle.BundleStore;
import io.sluice.orchestrator.bundle.RedisBundleSource;
import io.sluice.orchestrator.clock.LoopClock;
import io.sluice.orchestrator.clock.MonotonicClock;
import io.sluice.orchestrator.command.Cancellation;
import io.sluice.orchestrator.command.CommandListener;
import io.sluice.orchestrator.command.Commands;
import io.sluice.orchestrator.configuration.SecretFolders;
import io.sluice.orchestrator.dispatch.Dispatcher;
import io.sluice.orchestrator.evidence.Crashes;
import io.sluice.orchestrator.evidence.LastLook;
import io.sluice.orchestrator.evidence.OutsideLook;
import io.sluice.orchestrator.evidence.Unheard;
import io.sluice.orchestrator.evidence.WatchedLauncher;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.Fleet;
import io.sluice.orchestrator.fleet.FleetEvent;
import io.sluice.orchestrator.fleet.FleetPolicy;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.intake.Completer;
import io.sluice.orchestrator.intake.ExclusiveGuard;
import io.sluice.orchestrator.intake.Intake;
import io.sluice.orchestrator.intake.IntakeConfig;
import io.sluice.orchestrator.intake.LeaseRenewer;
import io.sluice.orchestrator.intake.LogForwarder;
import io.sluice.orchestrator.intake.Outcomes;
import io.sluice.orchestrator.intake.PoisonEntries;
import io.sluice.orchestrator.intake.Reaper;
import io.sluice.orchestrator.intake.RedisExecutionQueue;
import io.sluice.orchestrator.intake.Releaser;
import io.sluice.orchestrator.intake.SharedStateReport;
import io.sluice.orchestrator.intake.Starter;
import io.sluice.orchestrator.launch.ClassDataArchive;
import io.sluice.orchestrator.launch.Confinement;
import io.sluice.orchestrator.launch.JvmProcessLauncher;
import io.sluice.orchestrator.launch.LaunchConfig;
import io.sluice.orchestrator.launch.LaunchFolders;
import io.sluice.orchestrator.launch.LaunchSpec;
import io.sluice.orchestrator.link.LinkMapping.Place;
import io.sluice.orchestrator.link.ProcessLinkServer;
import io.sluice.orchestrator.redis.Continuity;
import io.sluice.orchestrator.redis.QuarkusRedisConnection;
import io.sluice.orchestrator.redis.WatchedRedisConnection;
import io.sluice.orchestrator.registration.HeartbeatPublisher;
import io.sluice.orchestrator.registration.HeartbeatView;
import io.sluice.orchestrator.registration.ProcessNews;
import io.sluice.orchestrator.registration.RegistrationConfig;
import io.sluice.orchestrator.registration.WorkerIdentity;
import io.sluice.orchestrator.supervision.EffectRunner;
import io.sluice.orchestrator.supervision.FleetObserver;
import io.sluice.orchestrator.supervision.LinkEvents;
import io.sluice.orchestrator.supervision.Mailbox;
import io.sluice.orchestrator.supervision.ProcessMeters;
import io.sluice.orchestrator.supervision.ProcessOrders;
import io.sluice.orchestrator.supervision.Processes;
import io.sluice.orchestrator.supervision.Samples;
import io.sluice.orchestrator.supervision.StartTimes;
import io.sluice.orchestrator.supervision.SupervisionConfig;
import io.sluice.orchestrator.supervision.Supervisor;
import io.sluice.orchestrator.supervision.Ticker;
import io.sluice.orchestrator.systemlog.ConsoleDrops;
import io.sluice.orchestrator.systemlog.LogShipper;
import io.sluice.queue.ExecutionBody;
import io.sluice.queue.LogStream;
import io.sluice.queue.QueueKeys;
import io.sluice.registration.RegistrationScripts;
import io.sluice.registration.WorkerHeartbeat;
import io.sluice.systemlog.LineBuffer;
import io.sluice.systemlog.SystemLogStream;
import io.vertx.mutiny.redis.client.Redis;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * One worker: creates and connects all its parts. {@link #start} and {@link #stop} are lists, and
 * stop mirrors start.
 */
@Singleton
public final class Worker {
  private static final Logger LOG = Logger.getLogger(Worker.class);

  private final MonotonicClock clock = new MonotonicClock();
  private final Continuity continuity = new Continuity();
  private final Mailbox mailbox = new Mailbox();
  private final WorkerIdentity identity;
  private final SupervisionConfig config;
  private final FleetPolicy policy;
  private final LaunchFolders folders;
  private final LaunchSpec spec;
  private final Confinement confinement;
  private final Processes processes;
  private final Dispatcher dispatcher;
  private final Completer completer;
  private final LogForwarder logs;
  private final LeaseRenewer renewer;
  private final Starter starter;
  private final Intake intake;
  private final ProcessLinkServer links;
  private final Supervisor supervisor;
  private final HeartbeatPublisher heartbeats;
  private final CommandListener commands;
  private final Ticker ticker;
  private final LogShipper shipper;
  private final MeterRegistry meters;
  private volatile boolean stopping;

  Worker(
      SupervisionConfig config,
      LaunchConfig launch,
      IntakeConfig intakeConfig,
      RegistrationConfig registrationConfig,
      Redis redis,
      @RedisClientName("blocking") Redis blockingRedis,
      RedisDataSource redisValues,
      MeterRegistry meters,
      @ConfigProperty(name = "quarkus.application.version") String version,
      @ConfigProperty(name = SecretFolders.SETTING) Optional<List<String>> secretFolders)
      throws IOException {
    refuse(
        Stream.of(
                SecretFolders.mistakes(secretFolders.orElse(List.of())),
                config.mistakes(),
                launch.mistakes(),
                intakeConfig.mistakes(),
                registrationConfig.mistakes())
            .flatMap(List::stream)
            .toList());
    this.meters = meters;
    this.config = config;
    this.policy = config.toPolicy();
    this.processes = new Processes(policy, config.pingEvery(), config.deadman());
    this.dispatcher =
        new Dispatcher(policy, demand -> mailbox.post(new FleetEvent.DemandChanged(demand)), clock);
    this.identity = WorkerIdentity.create(version, clock.instant());
    this.folders = LaunchFolders.prepare(launch, identity.workerId());
    this.spec = folders.spec(launch, grace(), policy.graceful());
    this.confinement = Confinement.of(launch, folders);

    var connection = watched(redis);
    var blocking = watched(blockingRedis);
    var keys = new QueueKeys(intakeConfig.shard());
    var queue =
        new RedisExecutionQueue(
            connection,
            blocking,
            keys,
            identity.workerId(),
            intakeConfig.resultsLimit(),
            new LogStream(connection, keys, intakeConfig.logStreamMegabytes() * 1024L * 1024));
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
                intakeConfig.maxBundles(), intakeConfig.maxBundleMb() * 1024L * 1024),
            dispatcher::bundlesInUse,
            processes::prewarm);

    this.logs = new LogForwarder(queue, clock);
    this.completer =
        new Completer(
            queue,
            continuity,
            new Completer.Patience(
                intakeConfig.resendAfter(), Duration.ofSeconds(30), intakeConfig.confirmWithin()),
            logs::isPending,
            clock);
    logs.whenComplete(completer::lookAgain);
    this.renewer = new LeaseRenewer(queue, dispatcher, completer, continuity, clock);
    var releaser = new Releaser(queue, dispatcher, completer);
    this.starter =
        new Starter(queue, dispatcher, releaser, this::place, intakeConfig.permitWithin(), clock);
    this.intake =
        new Intake(
            queue,
            dispatcher,
            bundles,
            starter,
            releaser,
            new PoisonEntries(
                completer, identity.workerId(), policy.standard().label(), meters, clock),
            this::obstacle,
            config::slotPatience,
            continuity,
            clock);
    var samples = new Samples();
    var look = new OutsideLook(samples::take, clock);
    var outcomes =
        new Outcomes(
            policy,
            dispatcher,
            completer,
            logs,
            intake::notStarted,
            new Unheard(look, g -> processes.find(g).map(Processes.Entry::process)),
            new Crashes(g -> processes.find(g).map(Processes.Entry::stats), clock),
            identity.workerId(),
            clock,
            new SharedStateReport(meters));
    this.links =
        new ProcessLinkServer(
            folders.socket(),
            new LinkEvents(
                policy,
                mailbox,
                processes,
                dispatcher,
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
    var orders = new ProcessOrders(mailbox, processes, dispatcher);
    var processMeters =
        new ProcessMeters(
            meters, identity.workerId(), processes, this::fleet, dispatcher::assigned, clock);
    var launcher =
        new WatchedLauncher(
            new JvmProcessLauncher(
                spec, folders.processes(), identity.workerId(), false, confinement),
            new LastLook(look, dispatcher));
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
                dispatcher,
                launcher,
                links,
                orders,
                (generation, model, pid, exit) -> {
                  processMeters.exited(generation, exit);
                  outcomes.processGone(generation, model, pid, exit);
                },
                clock),
            clock);
    var commandKinds =
        new Commands(
            new Cancellation(dispatcher, outcomes::cancelledBeforeStart),
            orders,
            samples,
            dispatcher,
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
                completer::recorded,
                starter::answered));
    this.ticker =
        new Ticker(
            links,
            clock,
            processes,
            dispatcher,
            outcomes,
            mailbox,
            renewer,
            new Reaper(
                queue,
                continuity,
                intakeConfig.looksLapsed(),
                intakeConfig.leaseTtl(),
                new LoopClock(clock)),
            new ExclusiveGuard(
                dispatcher, renewer::renewalSentAt, intakeConfig.exclusiveStopAfter(), clock),
            intake,
            processMeters,
            new Ticker.Times(
                config.pingEvery(),
                config.deadman(),
                grace().plus(Duration.ofSeconds(5)),
                intakeConfig.renewEvery()));
    WorkerMeters.registerLogs(meters, logs);
    WorkerMeters.register(meters, this, dispatcher, completer, starter, policy.standard().label());
  }

  void start() throws IOException, InterruptedException {
    ConsoleDrops.register(meters);
    shipper.start();
    links.start();
    trainArchive();
    completer.start();
    logs.start();
    supervisor.start();
    ticker.start();
    heartbeats.start();
    commands.start();
    intake.start();
    WorkerMeters.registerLoops(meters);
    LOG.infof(
        "Worker %s serves: model=%s slots=%d max_processes=%d",
        identity.workerId(),
        policy.standard().label(),
        policy.slotsAtOnce(),
        policy.maxProcesses());
  }

  /**
   * Stops claiming, gives back executions that have not started, waits without limit for running
   * ones, and ends the registration.
   */
  void stop() throws InterruptedException, IOException {
    stopping = true;
    heartbeats.changed();
    intake.stop();
    mailbox.post(new FleetEvent.CloseRequested());
    supervisor.closed().join();
    completer.stop();
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
  List<String> standingStill() {
    var standing = new ArrayList<>(LoopGuard.standingStill());
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
          dispatcher.assigned().size());
    }
    String cannotStart = Readiness.cannotStart(fleet, policy);
    return cannotStart.isEmpty() ? intake.trouble() : cannotStart;
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
          new JvmProcessLauncher(spec, folders.processes(), identity.workerId(), true, confinement);
      ClassDataArchive.train(
          spec.archive().get(),
          trainer,
          links.issueToken(new Generation(ClassDataArchive.TRAINING_GENERATION)),
          links.socket(),
          policy.proveWithin());
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
        stopping ? "draining" : missing.isEmpty() ? "ready" : "not_ready",
        missing.isEmpty() ? null : missing,
        policy.standard().label(),
        policy.slotsAtOnce(),
        dispatcher.freeSlots(),
        atBound(),
        HeartbeatView.processes(
            supervisor.fleet(),
            processes,
            dispatcher.assigned(),
            model -> spec.memory().totalMb(policy.of(model).slots()),
            clock.instant()));
  }

  /**
   * Returns the origin of an execution that starts now. In the thread model the process is known
   * before the start, in the others only the model.
   */
  private Place place(ExecutionBody body) {
    ExecutionModel model = policy.choose(body.executionModel());
    return supervisor
        .fleet()
        .active()
        .filter(_ -> model == ExecutionModel.THREAD)
        .flatMap(g -> processes.find(g).map(e -> place(model, e.process().pid(), g.number())))
        .orElseGet(() -> place(model, 0, 0));
  }

  private Place place(ExecutionModel model, long pid, long generation) {
    return new Place(identity.workerId(), pid, generation, model.label());
  }

  private String obstacle() {
    return Stream.of(
            Readiness.noProcessToCome(supervisor.fleet(), policy),
            renewer.trouble(),
            completer.trouble())
        .filter(why -> !why.isEmpty())
        .findFirst()
        .orElse("");
  }

  private Duration grace() {
    return Duration.ofSeconds(config.cancelGraceSeconds());
  }

  private WatchedRedisConnection watched(Redis redis) {
    return new WatchedRedisConnection(
        new QuarkusRedisConnection(redis, Duration.ofSeconds(5)), continuity);
  }

  private static void refuse(List<String> mistakes) {
    if (!mistakes.isEmpty()) {
      throw new WorkerConfigurationRefused(mistakes);
    }
  }
}
