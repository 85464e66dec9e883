package io.sluice.process.execution;

import io.sluice.process.bundle.BundleCache;
import io.sluice.process.bundle.LoadedWorkflow;
import io.sluice.process.diagnosis.StackSampler;
import io.sluice.process.execution.SlotRun.RunReport;
import io.sluice.process.jvmstate.SharedStateReader;
import io.sluice.process.jvmstate.SharedStates;
import io.sluice.process.lifecycle.ExitCode;
import io.sluice.process.lifecycle.OrphanExit;
import io.sluice.process.lifecycle.ProcessClock;
import io.sluice.process.lifecycle.ProcessUsage;
import io.sluice.process.output.GroupParents;
import io.sluice.process.output.ProcessLog;
import io.sluice.protocol.Cancel;
import io.sluice.protocol.Execute;
import io.sluice.protocol.Prewarm;
import io.sluice.protocol.Sample;
import io.sluice.protocol.ToProcess;
import io.sluice.workflow.LogLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Owns the slots and the executions of the process. Its thread handles one event after the other
 * and then the due steps; it waits only for the next event or deadline.
 */
public final class ExecutionLoop implements Runnable {
  private static final int BATCH = 64;
  private static final Duration MAX_WAIT_DURATION = Duration.ofSeconds(10);
  private static final Duration HANDSHAKE = Duration.ofSeconds(10);
  private static final Duration MAX_MARGIN = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofMillis(100);

  private final ProcessClock clock;
  private final LoopMailbox mailbox;
  private final Orchestrator orchestrator;
  private final BundleCache bundles = new BundleCache();
  private final GroupParents parents = new GroupParents("executions");
  private final LeftThreads leftThreads = new LeftThreads();
  private final ExecutionRules rules;
  private final RunningExecutions executions;
  private final Reports reports;
  private final OutputSender output;
  private final Prewarmer prewarmer;
  private final SlotProbes probes;
  private final CancelEscalator escalator;
  private final RequestedSamples samples;
  private final StatsAnswer stats;
  private final DegradationCheck degradation;
  private final ProcessUsage usage;
  private final OpenFiles openFiles = new OpenFiles();
  private final SharedStateWatch sharedState = new SharedStateWatch(leftThreads);
  private final Instant helloAt;
  private final Duration limit;
  private final int maxThreads;

  private ShutdownState shutdown = new ShutdownState.Staying();
  private boolean jvmExits;
  private Readiness readiness = Readiness.EXPECTED;

  /** Progress of the start check, which ends with the Ready message. */
  private enum Readiness {
    EXPECTED,
    LOADING,
    PROBING,
    READY
  }

  /**
   * @param grace time from the request to stop to stuck
   * @param limit longest time of an orderly exit after a signal
   * @param maxThreads maximum of live platform threads of an execution
   */
  public ExecutionLoop(
      ProcessClock clock,
      LoopMailbox mailbox,
      Orchestrator orchestrator,
      OrphanExit orphanExit,
      SharedStateReader sharedStateReader,
      int slots,
      Duration grace,
      Duration limit,
      int maxThreads) {
    this.limit = limit;
    this.clock = clock;
    this.mailbox = mailbox;
    this.orchestrator = orchestrator;
    this.maxThreads = maxThreads;
    helloAt = clock.instant();
    rules = new ExecutionRules(CancelLadder.within(grace));
    executions = new RunningExecutions(slots, orphanExit);
    reports = new Reports(orchestrator);
    output = new OutputSender(orchestrator, reports);
    var sampler = new StackSampler(clock, executions::idOfThread);
    prewarmer = new Prewarmer(bundles, mailbox, sampler, sharedStateReader);
    probes = new SlotProbes(parents, clock, mailbox);
    escalator = new CancelEscalator(sampler, reports, output);
    usage = new ProcessUsage(clock);
    stats = new StatsAnswer(usage, sampler);
    degradation = new DegradationCheck(bundles, usage, leftThreads);
    samples = new RequestedSamples(sampler, this::answerSample);
  }

  @Override
  public void run() {
    while (!(shutdown instanceof ShutdownState.Gone)) {
      var event = mailbox.poll(waitAtMost());
      for (int handled = 0;
          event != null;
          event = handled < BATCH ? mailbox.poll(Duration.ZERO) : null) {
        handle(event);
        handled++;
      }
      advance(clock.instant());
    }
    if (jvmExits) {
      orchestrator.closeSending();
    } else {
      orchestrator.exit();
    }
  }

  private Duration waitAtMost() {
    try {
      return untilNextDue();
    } catch (Throwable thrown) {
      ProcessLog.failed("the next deadline of the loop", thrown);
      return AFTER_FAILURE;
    }
  }

  private Duration untilNextDue() {
    var now = clock.instant();
    var due =
        Stream.concat(
                executions.all().stream()
                    .flatMap(execution -> rules.nextDue(execution.state()).stream()),
                Stream.of(
                    probes.nextDue(),
                    samples.nextDue(),
                    output.nextDue(),
                    shutdown.nextDue(),
                    now.plus(MAX_WAIT_DURATION)))
            .min(Instant::compareTo)
            .orElse(now);
    return Duration.between(now, due);
  }

  /** Handles one event. A bug in it must not end the executions of others. */
  private void handle(LoopEvent event) {
    Guard.run("the event " + event.getClass().getSimpleName(), () -> react(event));
  }

  private void react(LoopEvent event) {
    switch (event) {
      case LoopEvent.FromOrchestrator(var message) -> hear(message);
      case LoopEvent.Ended(var execution, var report) -> ended(execution, report);
      case LoopEvent.OutputWaiting(var execution) -> output.linesWait(execution);
      case LoopEvent.ProgressWaiting(var execution) -> output.progressWaits(execution);
      case LoopEvent.TooManyThreads(var execution, int count) -> tooManyThreads(execution, count);
      case LoopEvent.Prewarmed(var states) -> prewarmed(states);
      case LoopEvent.JvmExits(boolean signalled) -> jvmExits(signalled);
      case LoopEvent.StreamReady _ -> {}
    }
  }

  private void hear(ToProcess message) {
    try {
      switch (message.getMessageCase()) {
        case EXECUTE -> execute(message.getExecute());
        case CANCEL -> cancel(message.getCancel());
        case DRAIN -> drain();
        case SHUTDOWN -> shutdown(Duration.ofMillis(message.getShutdown().getLimitMs()));
        case PREWARM -> prewarm(message.getPrewarm());
        case PING -> answerPing(message.getPing().getSeq());
        case SAMPLE -> sample(message.getSample());
        case MESSAGE_NOT_SET -> {}
      }
    } finally {
      orchestrator.handled();
    }
  }

  private void execute(Execute execute) {
    if (!shutdown.takesWork() || !executions.canTake(execute.getAttempt())) {
      reports.notStarted(execute.getAttempt());
      return;
    }
    var request = ExecutionRequest.from(execute, clock.instant());
    var execution =
        new RunningExecution(request, parents.next(), clock, mailbox, () -> workflow(request));
    execution.limitThreads(maxThreads, mailbox);
    openFiles.started(request.workflowName());
    executions.add(execution);
    execution.start();
    reports.started(execution);
  }

  private LoadedWorkflow workflow(ExecutionRequest request) throws Exception {
    return bundles.workflow(request.code().bundle(), request.code().entryPoint());
  }

  private void cancel(Cancel cancel) {
    reason(cancel)
        .ifPresent(
            reason -> executions.of(cancel.getAttempt()).ifPresent(e -> requestStop(e, reason)));
  }

  private static Optional<CancelReason> reason(Cancel cancel) {
    return switch (cancel.getReason()) {
      case DEADLINE -> Optional.of(CancelReason.DEADLINE);
      case USER -> Optional.of(CancelReason.USER);
      case FENCED -> Optional.of(CancelReason.FENCED);
      case SHUTDOWN -> Optional.of(CancelReason.SHUTDOWN);
      case CANCEL_REASON_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }

  private void requestStop(RunningExecution execution, CancelReason reason) {
    var now = clock.instant();
    escalator.escalate(execution, rules.requestStop(execution.state(), reason, now), now);
  }

  private void tooManyThreads(RunningExecution execution, int count) {
    execution.log().add(LogLevel.ERROR, ThreadsReached.words(count, maxThreads));
    ProcessLog.add(
        String.format(
            Locale.ROOT,
            "Cancelled for its threads: execution=%s workflow=%s threads=%d allowed=%d",
            execution.request().attempt().getExecutionId(),
            execution.request().workflowName(),
            count,
            maxThreads));
    execution.threadsReached(new ThreadsReached(count, maxThreads));
    if (executions.of(execution.request().attempt()).isPresent()) {
      requestStop(execution, CancelReason.THREADS);
    }
  }

  private void drain() {
    if (shutdown.takesWork()) {
      shutdown = new ShutdownState.Draining();
    }
  }

  private void shutdown(Duration limit) {
    shutdown = new ShutdownState.ShuttingDown(clock.instant().plus(limit));
    executions.all().forEach(execution -> requestStop(execution, CancelReason.SHUTDOWN));
  }

  /**
   * Handles an exit of the JVM. After a signal the executions have the time of an orderly exit.
   * Code in this JVM waits itself for the exit that it requested, so only logs are sent before.
   */
  private void jvmExits(boolean signalled) {
    jvmExits = true;
    if (!signalled) {
      shutdown = new ShutdownState.Exiting();
      return;
    }
    reports.exitsBySignal(stats.to(0, executions.all()));
    shutdown = new ShutdownState.Terminating(clock.instant().plus(limit.minus(margin())));
    executions.all().forEach(execution -> requestStop(execution, CancelReason.TERMINATED));
  }

  /** Returns the part of the limit that is reserved for the exit itself. */
  private Duration margin() {
    var quarter = limit.dividedBy(4);
    return quarter.compareTo(MAX_MARGIN) < 0 ? quarter : MAX_MARGIN;
  }

  private void prewarm(Prewarm prewarm) {
    if (readiness == Readiness.EXPECTED) {
      readiness = Readiness.LOADING;
    }
    prewarmer.start(prewarm);
  }

  private void prewarmed(@Nullable SharedStates states) {
    if (states != null && readiness != Readiness.READY) {
      sharedState.begin(states);
    }
    if (readiness == Readiness.LOADING) {
      readiness = Readiness.PROBING;
      probes.start(executions.slots());
    }
  }

  private void sample(Sample sample) {
    var now = clock.instant();
    for (var attempt : sample.getAttemptsList()) {
      executions.of(attempt).ifPresent(execution -> samples.add(execution, now));
    }
  }

  private void answerPing(long seq) {
    degradation.check();
    executions.all().forEach(RunningExecution::checkThreads);
    checkOpenFiles();
    Guard.run(
        "the check of shared state", () -> sharedState.checkWhileSeveralRun(executions.all()));
    reports.stats(stats.to(seq, executions.all()));
  }

  private void checkOpenFiles() {
    var running = executions.all().stream().map(each -> each.request().workflowName()).toList();
    openFiles
        .check(usage.openFiles(), running)
        .ifPresent(
            words -> {
              ProcessLog.add(words);
              executions.all().forEach(each -> each.log().add(LogLevel.WARN, words));
            });
  }

  private void answerSample(RunningExecution execution, String dossier) {
    reports.stats(stats.to(0, executions.all()).setDossierJson(dossier));
  }

  private void ended(RunningExecution execution, RunReport report) {
    if (probes.remove(execution)) {
      probed(report);
      return;
    }
    leftThreads.add(
        execution.request().attempt().getExecutionId(),
        report.threadsLeft(),
        execution.output()::poolTasks);
    Guard.run("the check of shared state", execution, () -> sharedState.check(executions.all()));
    executions.remove(execution);
    nameWhatIsLeft(execution, report);
    finishLog(execution);
    boolean degraded =
        degradation.isDegraded()
            || execution.sharedState().stream().anyMatch(found -> !found.change().putBack())
            || (report.ending() instanceof Ending.Failed failed && failed.degraded());
    var conclusion = rules.conclude(execution.state());
    if (conclusion == ExecutionRules.Conclusion.TERMINATED
        && report.ending() instanceof Ending.Failed) {
      return;
    }
    Guard.run("sending its spans", execution, () -> reports.spans(execution, report.ending()));
    reports.completed(execution, conclusion, report, degraded, clock.instant());
  }

  private static void nameWhatIsLeft(RunningExecution execution, RunReport report) {
    var left = Reports.left(report);
    if (!left.isEmpty()) {
      execution
          .log()
          .add(LogLevel.WARN, "Still alive after its end: " + String.join(", ", left) + ".");
    }
  }

  private void probed(RunReport report) {
    if (report.ending() instanceof Ending.Failed failed) {
      ProcessLog.add("A no-op failed in its slot: " + failed.errorType() + ", " + failed.message());
    } else if (readiness == Readiness.PROBING && probes.running() == 0) {
      readiness = Readiness.READY;
      reports.ready(
          executions.slots(), JvmStart.until(helloAt), Duration.between(helloAt, clock.instant()));
    }
  }

  private void advance(Instant now) {
    for (var execution : executions.all()) {
      Guard.run("the cancel ladder", execution, () -> advance(execution, now));
    }
    Guard.run("the output of executions", () -> output.advance(now));
    Guard.run("samples", () -> samples.advance(now));
    Guard.run("no-ops", () -> probeIfDue(now));
    refuseLateHandshake(now);
    Guard.run("the exit", () -> departIfDue(now));
  }

  private void finishLog(RunningExecution execution) {
    Guard.run("the end of the log", execution, () -> output.finish(execution));
  }

  private void advance(RunningExecution execution, Instant now) {
    var step = rules.advance(execution.state(), now);
    if (!step.due().isEmpty()) {
      escalator.escalate(execution, step, now);
    }
  }

  private void probeIfDue(Instant now) {
    if (!now.isBefore(probes.nextDue())) {
      probe();
    }
  }

  private void probe() {
    if (probes.running() > 0) {
      ProcessLog.add(probes.running() + " no-ops have not ended in their slots after 30 s");
    }
    probes.start(executions.free());
  }

  private void refuseLateHandshake(Instant now) {
    if (readiness == Readiness.EXPECTED && now.isAfter(helloAt.plus(HANDSHAKE))) {
      ProcessLog.addLast("The orchestrator did not answer Hello within 10 s: this process ends.");
      ExitCode.START_REFUSED.halt();
    }
  }

  private void departIfDue(Instant now) {
    if (shutdown.isDue(executions.onlyStuckLeft(), now)) {
      executions.all().forEach(this::finishLog);
      if (!jvmExits) {
        reports.drained(executions.all());
      }
      shutdown = new ShutdownState.Gone();
    }
  }
}
