package peer;

import io.sluice.queue.Attempt;
import io.sluice.queue.QueueAnswers.ClaimAnswer;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.Completion;
import io.sluice.queue.EventKind;
import io.sluice.queue.ExecutionBody;
import io.sluice.queue.GoneEvent;
import io.sluice.queue.LogBatch;
import io.sluice.queue.OutcomeEvent;
import io.sluice.queue.QueueKeys;
import io.sluice.queue.QueueScripts;
import io.sluice.queue.RedisConnection;
import io.sluice.queue.StartRequest;
import io.sluice.queue.StartedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Speaks to the queue as a worker does. An attempt is written {@code id/epoch/claim}. */
final class Worker {
  private static final int RESULTS_LIMIT = 10_000;
  private static final int MAX_LOG_BYTES = 1024 * 1024;
  private static final Duration EVERY_LEASE = Duration.ofMinutes(-1); // also what was just renewed
  private static final int BODIES = 5; // in the order of QueueKeys.all

  private final RedisConnection redis;
  private final QueueKeys keys;
  private final QueueScripts queue;
  private final boolean older;
  private final Map<String, ClaimedExecution> claimed = new LinkedHashMap<>();
  private long logged;

  Worker(RedisConnection redis, QueueKeys keys, boolean older) {
    this.redis = redis;
    this.keys = keys;
    this.queue = new QueueScripts(redis, keys);
    this.older = older;
  }

  /** Forgets what it has claimed and logged, as a worker that starts. */
  List<String> forget() {
    claimed.clear();
    logged = 0;
    return List.of();
  }

  List<String> claim(String owner) {
    if (!(queue.claim(owner, 10, RESULTS_LIMIT) instanceof ClaimAnswer.Claimed answer)) {
      throw new IllegalStateException("The queue is not open for claims");
    }
    return answer.executions().stream().map(this::claimed).toList();
  }

  private String claimed(ClaimedExecution execution) {
    var body = List.of(keys.all().get(BODIES), execution.attempt().executionId());
    var written = (String) redis.send("HGET", body);
    var sample = Samples.of(ExecutionBody.class);
    var read = Fields.read(written, ExecutionBody.class, sample, older);
    if (!read.equals(execution.body())) {
      throw new IllegalStateException("The body was claimed as " + execution.body());
    }
    String attempt = text(execution.attempt());
    claimed.put(attempt, execution);
    return attempt;
  }

  List<String> start(String owner, String attempt, String permit) {
    var request =
        new StartRequest(
            attempt(attempt),
            "workflowId",
            Samples.of(StartedEvent.class),
            StartRequest.Permit.valueOf(permit));
    return names(queue.start(owner, List.of(request)));
  }

  List<String> renew(String owner, String attempt) {
    return names(queue.renew(owner, List.of(attempt(attempt))).liveness());
  }

  List<String> complete(String owner, String attempt, String name) {
    EventKind kind = EventKind.valueOf(name);
    Completion.Payload payload =
        kind == EventKind.GONE ? Samples.of(GoneEvent.class) : Samples.of(OutcomeEvent.class);
    var completions = List.of(new Completion(attempt(attempt), kind, payload));
    return queue.complete(owner, completions).stream().map(each -> each.fate().name()).toList();
  }

  List<String> release(String owner, String attempt, String end) {
    var attempts = List.of(attempt(attempt));
    return names(queue.release(owner, QueueScripts.End.valueOf(end), attempts));
  }

  List<String> mine(String owner) {
    return queue.claimedBy(owner).stream().map(Worker::text).toList();
  }

  List<String> adopt(String owner) {
    return names(queue.adopt(owner, List.copyOf(claimed.values())));
  }

  /** Ids and records in turn, as a reaper remembers them. */
  List<String> lapsed() {
    var remembered = new ArrayList<String>();
    queue.lapsed(EVERY_LEASE).forEach((id, record) -> remembered.addAll(List.of(id, record)));
    return remembered;
  }

  List<String> reap(List<String> remembered) {
    var records = new LinkedHashMap<String, String>();
    for (int i = 0; i < remembered.size(); i += 2) {
      records.put(remembered.get(i), remembered.get(i + 1));
    }
    return names(queue.reap(records));
  }

  List<String> log(int entries, int characters) {
    for (int i = 0; i < entries; i++) {
      var line =
          new LogBatch.Line(++logged, Instant.EPOCH, older ? "old" : "new", "ü".repeat(characters));
      LogWriter.write(redis, keys, MAX_LOG_BYTES, new LogBatch("x", 1, 1, List.of(line)));
    }
    return List.of();
  }

  static List<String> names(List<? extends Enum<?>> answers) {
    return answers.stream().map(Enum::name).toList();
  }

  static String text(Attempt attempt) {
    return attempt.executionId() + "/" + attempt.epoch() + "/" + attempt.claim();
  }

  static Attempt attempt(String text) {
    String[] parts = text.split("/");
    return new Attempt(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
  }
}
