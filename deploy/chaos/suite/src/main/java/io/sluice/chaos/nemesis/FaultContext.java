package io.sluice.chaos.nemesis;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.ledger.LedgerReader;
import io.sluice.chaos.load.Answers;
import io.sluice.chaos.load.HostileRequest;
import io.sluice.chaos.load.PlannedRequest;
import io.sluice.chaos.load.RetryingSubmitter;
import io.sluice.chaos.nemesis.Fault.NotLanded;
import io.sluice.chaos.nemesis.InjectedFault.FaultTarget;
import io.sluice.chaos.system.ChaosSystem;
import io.sluice.chaos.system.ObservedProcess;
import io.sluice.chaos.system.TimeScale;
import io.sluice.chaos.system.WorkerSlot;
import io.sluice.chaos.watch.FleetLog;
import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The environment of a fault: the system, clients for it, and the list of injected faults. Any
 * thread.
 */
public final class FaultContext {
  private static final Duration TARGET_LIMIT = Duration.ofSeconds(30);

  private final ChaosSystem system;
  private final ApiClient api;
  private final RetryingSubmitter submitter;
  private final Path ledger;
  private final TimeScale times;
  private final BlockObserver blocks;
  private final ConcurrentLinkedQueue<InjectedFault> injected = new ConcurrentLinkedQueue<>();

  public FaultContext(
      ChaosSystem system,
      ApiClient api,
      Answers answers,
      Path ledger,
      TimeScale times,
      BlockObserver blocks) {
    this.system = system;
    this.api = api;
    this.submitter = new RetryingSubmitter(api, answers);
    this.ledger = ledger;
    this.times = times;
    this.blocks = blocks;
  }

  public ChaosSystem system() {
    return system;
  }

  public ApiClient api() {
    return api;
  }

  RetryingSubmitter submitter() {
    return submitter;
  }

  /** An execution that was accepted otherwise. */
  void note(Answers.Accepted accepted) {
    submitter.note(accepted);
  }

  /** The same, of an answer to a request that was no usual one. */
  void noteRaw(ApiClient.Answer answer, String workflow) {
    if (answer.status() == 202) {
      note(
          new Answers.Accepted(
              answer.executionId(),
              workflow,
              PlannedRequest.Share.HOSTILE,
              MachineClock.nanos(),
              Optional.empty()));
    }
  }

  public Path ledger() {
    return ledger;
  }

  public TimeScale times() {
    return times;
  }

  BlockObserver blocks() {
    return blocks;
  }

  void inject(FaultTarget part, long pid) {
    injected.add(new InjectedFault(part, pid, MachineClock.nanos()));
  }

  public List<InjectedFault> injected() {
    return List.copyOf(injected);
  }

  /** Returns a living worker, chosen by the drawn index. */
  WorkerSlot worker(int index) throws NotLanded, InterruptedException {
    var found = MachineClock.await(TARGET_LIMIT, () -> !system.livingWorkers().isEmpty());
    NotLanded.unless(found, "no worker lives");
    var living = system.livingWorkers();
    return living.get(index % living.size());
  }

  /** The ACTIVE process of a worker, or the STANDBY one: by the worker's own log. */
  ObservedProcess process(WorkerSlot worker, String state) throws NotLanded, InterruptedException {
    var log = system.log(worker);
    var found = MachineClock.await(TARGET_LIMIT, () -> find(worker, log, state).isPresent());
    NotLanded.unless(found, "worker-" + worker.number() + " has no process that is " + state);
    try {
      return find(worker, log, state)
          .orElseThrow(() -> new NotLanded("the process that was " + state + " went by itself"));
    } catch (IOException unreadable) {
      throw new NotLanded("the log of the worker is not readable: " + unreadable.getMessage());
    }
  }

  private static Optional<ObservedProcess> find(WorkerSlot worker, Path log, String state)
      throws IOException {
    var generations = FleetLog.latest(log).in(state);
    return worker.processes().stream()
        .filter(process -> generations.contains(process.generation()))
        .findFirst();
  }

  /** Submits until it is accepted. */
  String submit(String workflow, String input, PlannedRequest.Share share, int timeoutSeconds)
      throws NotLanded, InterruptedException {
    return submit(RetryingSubmitter.request(workflow, input, share, timeoutSeconds));
  }

  String submit(HostileRequest hostile) throws NotLanded, InterruptedException {
    return submit(
        hostile.workflow(),
        hostile.input(ledger),
        PlannedRequest.Share.HOSTILE,
        hostile.timeoutSeconds());
  }

  /** Submits until it is accepted. */
  String submit(PlannedRequest request) throws NotLanded, InterruptedException {
    return submitter
        .accepted(request)
        .orElseThrow(() -> new NotLanded(request.workflow() + " was not accepted in time"));
  }

  /** Measures the response time of a worker's liveness check. */
  Duration answerTime(WorkerSlot worker) throws InterruptedException {
    long began = MachineClock.nanos();
    api.isUp(system.managementUrl(worker) + "/q/health/live");
    return MachineClock.since(began);
  }

  /** The id of a workflow that is registered. */
  String workflowId(String name) throws SQLException {
    return system
        .database()
        .read("select id::text from workflow where name = ?", row -> row.getString(1), name)
        .getFirst();
  }

  /** The status of an execution, straight from PostgreSQL; empty while that is away. */
  Optional<String> status(String id) {
    try {
      return system
          .database()
          .read("select status from execution_all where id = ?::uuid", row -> row.getString(1), id)
          .stream()
          .findFirst();
    } catch (SQLException away) {
      return Optional.empty();
    }
  }

  /** The number of its starts, by the ledger. */
  long runs(String id) {
    try {
      return LedgerReader.read(ledger).stream().filter(run -> run.execution().equals(id)).count();
    } catch (IOException unreadable) {
      return 0;
    }
  }

  /** Status and error type. */
  String outcome(String id) {
    try {
      return system
          .database()
          .read(
              "select concat_ws(' ', status, error_type) from execution_all where id = ?::uuid",
              row -> row.getString(1),
              id)
          .getFirst();
    } catch (SQLException away) {
      return "unknown";
    }
  }

  boolean ended(String id) {
    return status(id)
        .filter(
            status ->
                List.of("SUCCESS", "FAILED", "TIMEOUT", "CANCELLED", "BLOCKED").contains(status))
        .isPresent();
  }
}
