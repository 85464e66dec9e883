package io.sluice.process.execution;

import io.sluice.process.bundle.LoadedWorkflow;
import io.sluice.process.diagnosis.DossierTarget;
import io.sluice.process.diagnosis.Evidence;
import io.sluice.process.execution.SharedStateWatch.SharedStateFound;
import io.sluice.process.lifecycle.OrphanExit.LiveExecution;
import io.sluice.process.lifecycle.ProcessClock;
import io.sluice.process.output.ExecutionGroup;
import io.sluice.process.output.ExecutionLog;
import io.sluice.process.output.ExecutionOutput;
import io.sluice.process.output.ThreadLimit;
import io.sluice.workflow.LogLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One execution in this process: data shared by its threads, and the state owned by the loop
 * thread.
 */
final class RunningExecution implements LiveExecution {
  private static final int MAX_SHARED_STATE = 32;

  private final ExecutionRequest request;
  private final ExecutionLog log;
  private final ExecutionOutput output;
  private final ExecutionGroup group;
  private final Closers closers;
  private final ExecutionContext context;
  private final Optional<ExecutionSpans> spans;
  private final Thread thread;
  private final Interrupter interrupter;
  private final Evidence evidence;

  private RunState state;
  private Instant progressNotBefore;
  private ThreadsReached threadsReached = ThreadsReached.NONE;
  private @Nullable ThreadLimit threadLimit;
  private final List<SharedStateFound> sharedState = new ArrayList<>();

  RunningExecution(
      ExecutionRequest request,
      ThreadGroup parent,
      ProcessClock clock,
      LoopMailbox mailbox,
      WorkflowSource work) {
    this.request = request;
    progressNotBefore = request.receivedAt();
    state = new RunState.Running(request.deadline());
    log = new ExecutionLog(clock, () -> mailbox.post(new LoopEvent.OutputWaiting(this)));
    output = new ExecutionOutput(log);
    group = new ExecutionGroup(parent, name(), log, output, FailureMapper::haltIfOutOfMemory);
    closers = new Closers(output, this::contextLoader);
    spans = ExecutionSpans.begin(request.traceparent(), request.workflowName(), clock);
    spans.ifPresent(each -> log.add(LogLevel.INFO, "Traced: trace_id=" + each.traceId()));
    context =
        new ExecutionContext(
            request, log, closers, () -> mailbox.post(new LoopEvent.ProgressWaiting(this)), spans);
    thread = new Thread(group, new SlotRun(this, work, clock, mailbox), name(), 0, false);
    interrupter = new Interrupter(thread, group::threadsToEnd);
    evidence = new Evidence(thread);
  }

  private String name() {
    return "execution-" + request.attempt().getExecutionId();
  }

  private ClassLoader contextLoader() {
    return thread.getContextClassLoader();
  }

  /** Limits the live platform threads. Call it before {@link #start}. */
  void limitThreads(int most, LoopMailbox mailbox) {
    var limit =
        new ThreadLimit(
            most,
            group::activeCount,
            count -> mailbox.post(new LoopEvent.TooManyThreads(this, count)));
    threadLimit = limit;
    output.limitThreads(limit);
  }

  /** Checks the limit, including threads that were created without inherited values. */
  void checkThreads() {
    if (threadLimit != null) {
      threadLimit.check();
    }
  }

  void threadsReached(ThreadsReached reached) {
    threadsReached = reached;
  }

  ThreadsReached threadsReached() {
    return threadsReached;
  }

  void start() {
    thread.start();
  }

  ExecutionRequest request() {
    return request;
  }

  ExecutionContext context() {
    return context;
  }

  /** Returns its spans; empty if it is not traced. */
  Optional<ExecutionSpans> spans() {
    return spans;
  }

  ExecutionLog log() {
    return log;
  }

  ExecutionOutput output() {
    return output;
  }

  ExecutionGroup group() {
    return group;
  }

  Thread thread() {
    return thread;
  }

  Evidence evidence() {
    return evidence;
  }

  /** Returns the time of receipt of the request, from which its deadline counts too. */
  Instant startedAt() {
    return request.receivedAt();
  }

  RunState state() {
    return state;
  }

  boolean isStuck() {
    return state instanceof RunState.Stuck;
  }

  void become(RunState next) {
    state = next;
  }

  Instant progressNotBefore() {
    return progressNotBefore;
  }

  void progressSent(Instant next) {
    progressNotBefore = next;
  }

  /**
   * Notes a change of shared state; at most 32 are kept, because a workflow can continue for ever.
   */
  void foundShared(SharedStateFound found) {
    if (sharedState.size() < MAX_SHARED_STATE) {
      sharedState.add(found);
    }
  }

  List<SharedStateFound> sharedState() {
    return sharedState;
  }

  void flag() {
    context.requestStop();
  }

  /**
   * Interrupts its threads soon, from a helper thread, because an interrupt runs code of the
   * workflow.
   */
  void interrupt() {
    interrupter.start();
  }

  /** Interrupts threads that it has left behind. */
  void interrupt(List<Thread> left) {
    Interrupter.start(left);
  }

  void runClosers() {
    closers.runAll();
  }

  /** Returns the strongest step that was tried before it ended, as Completed names it. */
  String rung() {
    return switch (state) {
      case RunState.Running _ -> "";
      case RunState.Completing _, RunState.Stuck _ ->
          closers.haveRun() ? "closer" : context.hasSeenFlag() ? "flag" : "interrupt";
    };
  }

  DossierTarget dossierTarget() {
    return new DossierTarget(
        request.attempt().getExecutionId(),
        request.workflowName(),
        reason(),
        context.hasSeenFlag(),
        closers.inWords(),
        closers.descriptions());
  }

  String reason() {
    return switch (state) {
      case RunState.Running _ -> "sample";
      case RunState.Completing(var reason, _, _) -> reason.word();
      case RunState.Stuck(var reason, _) -> reason.word();
    };
  }

  @Override
  public void orphaned() {
    flag();
    interrupt();
  }

  @Override
  public List<Runnable> takeClosers() {
    return closers.take();
  }

  /** Finds the workflow of an execution. Called by the thread of the execution, which may block. */
  @FunctionalInterface
  interface WorkflowSource {
    LoadedWorkflow find() throws Throwable;
  }
}
