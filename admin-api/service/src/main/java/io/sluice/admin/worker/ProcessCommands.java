package io.sluice.admin.worker;

import io.sluice.admin.database.Database;
import io.sluice.admin.database.Storable;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.identity.Audit;
import io.sluice.api.CommandApi.CommandReceipt;
import io.sluice.api.Problem;
import io.sluice.registration.WorkerHeartbeat;
import io.sluice.registration.WorkerHeartbeat.ProcessView;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Accepts commands for a process: checks them against the latest heartbeat, stores them with their
 * audit entry, and sends them.
 */
@Singleton
final class ProcessCommands {

  private final WorkerDirectory workers;
  private final Database database;
  private final CommandStore store;
  private final Audit audit;
  private final CommandSender sender;
  private final InstantSource clock;

  ProcessCommands(
      WorkerDirectory workers,
      Database database,
      CommandStore store,
      Audit audit,
      CommandSender sender,
      InstantSource clock) {
    this.workers = workers;
    this.database = database;
    this.store = store;
    this.audit = audit;
    this.sender = sender;
    this.clock = clock;
  }

  /**
   * Stores and sends a command.
   *
   * @throws ProblemException if there is no such process, or its state does not allow the command
   */
  CommandReceipt submit(ProcessCommand request, String workerId, String pid, String who) {
    Optional<WorkerHeartbeat> worker = workers.find(workerId);
    Optional<ProcessView> process = worker.flatMap(beat -> process(beat, pid));
    Problem problem =
        worker.isEmpty()
            ? ProblemType.NO_SUCH_WORKER.problem(
                "No worker of this id is registered. GET /api/platform/workers lists them.")
            : process.isEmpty()
                ? ProblemType.NO_SUCH_PROCESS.problem(
                    "The worker has no such process now. GET /api/platform/workers/"
                        + worker.get().workerId()
                        + " lists those it has.")
                : request.problem(process.get());
    if (problem != null) {
      refuse(request, workerId, pid, who, problem);
      throw new ProblemException(problem);
    }
    Instant now = clock.instant();
    Command command = command(request, worker.orElseThrow(), process.orElseThrow(), who, now);
    keep(command, process.orElseThrow().state(), audited(request, workerId, pid), now);
    sender.send(command);
    return new CommandReceipt(command.id(), "PENDING");
  }

  private static Optional<ProcessView> process(WorkerHeartbeat beat, String pid) {
    // A process that is being launched has no pid yet and is shown with 0.
    return beat.processes().stream()
        .filter(each -> each.pid() > 0 && Long.toString(each.pid()).equals(pid))
        .findFirst();
  }

  private Command command(
      ProcessCommand request,
      WorkerHeartbeat worker,
      ProcessView process,
      String who,
      Instant now) {
    Integer healthy = request instanceof ProcessCommand.Kill(var _, var expected) ? expected : null;
    return new Command(
        UUID.randomUUID(),
        worker.workerId(),
        request.kind(),
        null,
        new Command.TargetProcess(process.pid(), process.generation(), healthy),
        request.why(),
        who,
        now.plus(Command.timeout(request.kind())));
  }

  private record Audited(String action, String object, @Nullable String reason) {}

  private static Audited audited(ProcessCommand request, String workerId, String pid) {
    String object = "worker/" + workerId + "/process/" + pid;
    return new Audited(
        "process." + request.kind().name().toLowerCase(Locale.ROOT),
        Storable.text(object),
        request.why());
  }

  private void keep(Command command, String state, Audited audited, Instant now) {
    database.transaction(
        connection -> {
          audit.write(
              connection,
              new Audit.Entry(
                  command.requestedBy(),
                  audited.action(),
                  audited.object(),
                  audited.reason(),
                  state,
                  "command/" + command.id(),
                  "allowed"));
          return store.insert(connection, command, now);
        });
  }

  private void refuse(
      ProcessCommand request, String workerId, String pid, String who, Problem problem) {
    Audited audited = audited(request, workerId, pid);
    database.transaction(
        connection -> {
          audit.write(
              connection,
              new Audit.Entry(
                  who,
                  audited.action(),
                  audited.object(),
                  audited.reason(),
                  null,
                  null,
                  "refused: " + problem.title()));
          return 1;
        });
  }
}
