package peer;

import io.sluice.queue.Attempt;
import io.sluice.queue.EventKind;
import io.sluice.queue.ExecutionBody;
import io.sluice.queue.GoneEvent;
import io.sluice.queue.LogBatch;
import io.sluice.queue.OutcomeEvent;
import io.sluice.queue.Priority;
import io.sluice.queue.QueueEntry;
import io.sluice.queue.QueueEvent;
import io.sluice.queue.QueueInspection;
import io.sluice.queue.QueueKeys;
import io.sluice.queue.QueueScripts;
import io.sluice.queue.RedisConnection;
import io.sluice.queue.StartedEvent;
import io.sluice.queue.QueueAnswers.WithdrawAnswer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Speaks to the queue as an admin-api does, and reads results and log lines. */
final class Admin {
  private static final int WINDOW = 1000;
  private static final int DUE_IN_MS = 50;

  private final RedisConnection redis;
  private final QueueKeys keys;
  private final QueueScripts queue;
  private final boolean older;

  Admin(RedisConnection redis, QueueKeys keys, boolean older) {
    this.redis = redis;
    this.keys = keys;
    this.queue = new QueueScripts(redis, keys);
    this.older = older;
  }

  List<String> kinds() {
    return Worker.names(List.of(EventKind.values()));
  }

  List<String> open() {
    queue.createGroups();
    queue.block(1, Map.of());
    queue.open("g1");
    return List.of();
  }

  List<String> enqueue(String id, int maxLosses) {
    return enqueue(id, Priority.NORMAL, maxLosses, null);
  }

  List<String> enqueueLater(String id) {
    var time = (List<?>) redis.send("TIME", List.of());
    long now =
        Long.parseLong((String) time.get(0)) * 1000 + Long.parseLong((String) time.get(1)) / 1000;
    return enqueue(id, Priority.LOW, 4, Instant.ofEpochMilli(now + DUE_IN_MS));
  }

  private List<String> enqueue(String id, Priority priority, int maxLosses, Instant due) {
    var body = Samples.of(ExecutionBody.class, Map.of("workflowId", "workflowId"));
    var entry = new QueueEntry(id, 1, priority, maxLosses, due, null, body);
    return Worker.names(queue.enqueue(WINDOW, List.of(entry)));
  }

  List<String> promote() {
    return queue.promote(10);
  }

  List<String> probe(String id) {
    return Worker.names(new QueueInspection(redis, keys).probe(Map.of(id, 1L)));
  }

  List<String> withdraw(String id) {
    WithdrawAnswer answer = queue.withdraw(Map.of(id, 1L)).getFirst();
    return answer instanceof WithdrawAnswer.Claimed claimed
        ? List.of("Claimed", claimed.workerId(), Long.toString(claimed.claim()))
        : List.of(answer.getClass().getSimpleName());
  }

  List<String> block(String workflow) {
    return List.of(Long.toString(queue.block(2, Map.of(workflow, "stuck five times"))));
  }

  List<String> blocked() {
    return List.of(queue.blocked().toString());
  }

  /** Events since the last look: kind, attempt, worker, and what is special about it. */
  List<String> results() {
    return Streams.take(redis, keys.results(), QueueKeys.RECORDERS_GROUP).stream()
        .map(entry -> result(QueueEvent.of(entry.fields())))
        .toList();
  }

  private String result(QueueEvent event) {
    switch (event.kind()) {
      case BLOCKED, LOST -> {}
      case STARTED, ASKED -> payload(event, event.started(), StartedEvent.class);
      case GONE -> payload(event, event.gone(), GoneEvent.class);
      default -> payload(event, event.outcome(), OutcomeEvent.class);
    }
    return event.kind()
        + " "
        + Worker.text(event.attempt())
        + (event.owner() == null ? "" : " " + event.owner())
        + (event.unverified() ? " unverified" : "")
        + (event.losses() > 0 ? " losses=" + event.losses() : "");
  }

  private <T> void payload(QueueEvent event, T read, Class<T> type) {
    if (!read.equals(Fields.read(event.payload(), type, Samples.of(type), older))) {
      throw new IllegalStateException("The payload was read as " + read);
    }
  }

  /** New log lines: their writers and their number. */
  List<String> logs() {
    var sample = new LogBatch("x", 1, 1, List.of(Samples.of(LogBatch.Line.class)));
    return Streams.take(redis, keys.logs(), QueueKeys.RECORDERS_GROUP).stream()
        .map(entry -> entry.fields().getOrDefault("r", ""))
        .flatMap(json -> Fields.read(json, LogBatch.class, sample, older).lines().stream())
        .map(line -> line.level() + " " + line.seq())
        .toList();
  }

  /** A kind that only a later version knows: refused, and its attempt named where that is known. */
  List<String> unknownKind() {
    var fields = Map.of("k", "levitated", "id", "x", "ep", "1", "cl", "2", "o", "w1", "r", "{}");
    try {
      QueueEvent.of(fields);
      throw new IllegalStateException("An unknown kind was read");
    } catch (IllegalArgumentException refused) {
      return List.of(attempt(fields));
    }
  }

  private static String attempt(Map<String, String> fields) {
    try {
      return Worker.text(
          (Attempt) QueueEvent.class.getMethod("attempt", Map.class).invoke(null, fields));
    } catch (NoSuchMethodException earlier) {
      return "not named by this version";
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
