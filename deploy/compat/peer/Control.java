package peer;

import io.sluice.command.CommandAnswer;
import io.sluice.command.CommandScripts;
import io.sluice.command.WorkerCommand;
import io.sluice.command.WorkerMessage;
import io.sluice.queue.ControlKeys;
import io.sluice.queue.Json;
import io.sluice.queue.RedisConnection;
import io.sluice.registration.RegistrationScripts;
import io.sluice.registration.WorkerHeartbeat;
import io.sluice.registration.WorkerNews;
import io.sluice.service.SystemLogLine;
import io.sluice.service.SystemLogStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Messages to workers and their answers, registrations, and lines of the system log. */
final class Control {
  private final RedisConnection redis;
  private final boolean older;
  private final CommandScripts commands;
  private final RegistrationScripts registration;

  Control(RedisConnection redis, boolean older) {
    this.redis = redis;
    this.older = older;
    this.commands = new CommandScripts(redis);
    this.registration = new RegistrationScripts(redis);
  }

  List<String> commands() {
    return Worker.names(List.of(WorkerCommand.Kind.values()));
  }

  List<String> news() {
    return Arrays.stream(WorkerNews.class.getPermittedSubclasses())
        .map(Class::getSimpleName)
        .toList();
  }

  List<String> order(String worker, String kind) {
    var given = Map.of("commandId", "c1", "kind", WorkerCommand.Kind.valueOf(kind));
    commands.send(worker, new WorkerMessage.Command(Samples.of(WorkerCommand.class, given)));
    return List.of();
  }

  List<String> recorded(String worker) {
    var attempts = List.of(Worker.attempt("x/1/2"), Worker.attempt("y/3/4"));
    commands.send(worker, new WorkerMessage.Recorded(attempts));
    return List.of();
  }

  List<String> permit(String worker) {
    commands.send(worker, Samples.of(WorkerMessage.Permit.class));
    return List.of();
  }

  /** Pending messages for a worker, which stay in its stream. */
  List<String> messages(String worker) {
    return Streams.all(redis, ControlKeys.commands(worker)).stream()
        .map(entry -> message(entry.fields()))
        .toList();
  }

  private String message(Map<String, String> fields) {
    String written = fields.values().iterator().next();
    return switch (WorkerMessage.of(fields)) {
      case WorkerMessage.Command(var command) -> {
        same(command, written, WorkerCommand.class);
        yield "order " + command.kind();
      }
      case WorkerMessage.Recorded(var attempts) ->
          "recorded " + attempts.stream().map(Worker::text).toList();
      case WorkerMessage.Permit permit -> {
        same(permit, written, WorkerMessage.Permit.class);
        yield "permit " + permit.granted();
      }
    };
  }

  private <T> void same(T read, String written, Class<T> type) {
    if (!read.equals(Fields.read(written, type, Samples.of(type), older))) {
      throw new IllegalStateException("The message was read as " + read);
    }
  }

  /** Answers the oldest message, which leaves its stream. */
  List<String> answer(String worker, String answer) {
    String entry = Streams.all(redis, ControlKeys.commands(worker)).getFirst().id();
    commands.answer(worker, entry, "c1", CommandAnswer.valueOf(answer), "in words");
    return List.of();
  }

  List<String> askForBundle(String worker) {
    commands.askForBundle(worker, "cafe");
    return List.of();
  }

  /** Fields of what workers answered and asked for; which ones must be there, says admin-api. */
  List<String> acks() {
    return Streams.all(redis, ControlKeys.ACKS).stream()
        .map(Streams.Entry::fields)
        .map(
            fields ->
                "bundle".equals(fields.get("k"))
                    ? "bundle " + fields.get("o") + " " + fields.get("sha")
                    : String.join(
                        " ",
                        fields.get("k"),
                        fields.get("id"),
                        fields.get("o"),
                        CommandAnswer.valueOf(fields.get("a")).name(),
                        fields.get("r")))
        .toList();
  }

  List<String> heartbeat(String worker) {
    registration.heartbeat(Samples.of(WorkerHeartbeat.class, Map.of("workerId", worker)));
    return List.of();
  }

  List<String> goodbye(String worker) {
    registration.goodbye(worker);
    return List.of();
  }

  /** The ids and status of registered workers. */
  List<String> registered(String worker) {
    WorkerHeartbeat latest = registration.latest(worker);
    if (latest == null) {
      return registration.workerIds(10);
    }
    String written = registration.latestAsJson(List.of(worker)).getFirst();
    same(latest, written, WorkerHeartbeat.class);
    return List.of(registration.workerIds(10) + " " + registration.isRegistered(worker));
  }

  List<String> writeNews(String name) {
    return List.of(Json.write(sample(name)));
  }

  List<String> readNews(String name, String json) {
    return List.of(
        Fields.read(json, WorkerNews.class, sample(name), older).getClass().getSimpleName());
  }

  private static WorkerNews sample(String name) {
    return Arrays.stream(WorkerNews.class.getPermittedSubclasses())
        .filter(type -> type.getSimpleName().equals(name))
        .map(type -> (WorkerNews) Samples.of(type))
        .findFirst()
        .orElseThrow();
  }

  List<String> systemLog() {
    new SystemLogStream(redis).append(List.of(Samples.of(SystemLogLine.class)));
    return List.of();
  }

  List<String> readSystemLog() {
    return Streams.all(redis, ControlKeys.SYSTEM_LOG).stream()
        .map(entry -> entry.fields().get(SystemLogStream.LINE))
        .map(json -> Fields.read(json, SystemLogLine.class, Samples.of(SystemLogLine.class), older))
        .map(_ -> "read")
        .toList();
  }
}
