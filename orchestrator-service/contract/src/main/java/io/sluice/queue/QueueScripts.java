package io.sluice.queue;

import io.sluice.queue.Completion.Sent;
import io.sluice.queue.QueueAnswers.AdoptAnswer;
import io.sluice.queue.QueueAnswers.ClaimAnswer;
import io.sluice.queue.QueueAnswers.CompleteAnswer;
import io.sluice.queue.QueueAnswers.EnqueueAnswer;
import io.sluice.queue.QueueAnswers.Liveness;
import io.sluice.queue.QueueAnswers.ReapAnswer;
import io.sluice.queue.QueueAnswers.RenewAnswer;
import io.sluice.queue.QueueAnswers.StartAnswer;
import io.sluice.queue.QueueAnswers.WithdrawAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Atomic steps of one shard: each method runs one Lua script on a batch. Every step except {@link
 * #claim} may be repeated after a lost reply. Safe for use by many threads. See docs/queue.md.
 */
public final class QueueScripts {
  private static final Script ENQUEUE = script("enqueue.lua");
  private static final Script CLAIM = script("claim.lua");
  private static final Script START = script("start.lua");
  private static final Script RENEW = script("renew.lua");
  private static final Script ADOPT = script("adopt.lua");
  private static final Script COMPLETE = script("complete.lua");
  private static final Script RELEASE = script("release.lua");
  private static final Script REAP = script("reap.lua");
  private static final Script PROMOTE = script("promote.lua");
  private static final Script WITHDRAW = script("withdraw.lua");
  private static final Script BLOCK = script("block.lua");
  private static final Script CLAIMED_BY = script("claimed_by.lua");
  private static final String MAX_CLAIMED = "1000";

  /**
   * Maximum number of expired leases in one query, in pages. The reaper compares consecutive
   * queries, so a lease that it watches must be in each of them.
   */
  private static final int MAX_LAPSED = 10_000;

  private static final int LAPSED_PAGE = 1_000;
  private static final int REAPED_AT_ONCE = 200;

  private final RedisConnection redis;
  private final QueueKeys keys;

  public QueueScripts(RedisConnection redis, QueueKeys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  /** End of the queue to which a released execution goes. */
  public enum End {
    /** Before all others: the worker shuts down. */
    FRONT,
    /** The end of its own stream: the worker has no capacity. */
    BACK
  }

  /**
   * Creates missing consumer groups. Must precede the first claim, and follow every wipe of Redis.
   */
  public void createGroups() {
    for (Priority priority : Priority.values()) {
      createGroup(keys.stream(priority), QueueKeys.WORKERS_GROUP);
    }
    createGroup(keys.results(), QueueKeys.RECORDERS_GROUP);
    createGroup(keys.logs(), QueueKeys.RECORDERS_GROUP);
  }

  /** Returns the incarnation of the queue in Redis; null if Redis has lost it. */
  public @Nullable String generation() {
    return (String) redis.send("HGET", List.of(keys.meta(), "gen"));
  }

  /**
   * Says whether Redis is near its limit of memory. While it is, nothing is claimed as long as
   * results wait to be recorded.
   */
  public void shortOfMemory(boolean isShort) {
    String wanted = isShort ? "1" : "0";
    var field = List.of(keys.meta(), "short_of_memory");
    if (!wanted.equals(redis.send("HGET", field))) {
      redis.send("HSET", List.of(keys.meta(), "short_of_memory", wanted));
    }
  }

  /** Opens the queue for claims, as the last step, after groups and blacklist. */
  public void open(String generation) {
    redis.send("HSET", List.of(keys.meta(), "gen", generation));
  }

  /**
   * Adds accepted executions to the queue.
   *
   * @param window maximum of executions that wait in Redis and may run, and of those that are not
   *     due yet. Priorities and organizations that hold less than their share of it may exceed it,
   *     up to two and a half times this number
   */
  public List<EnqueueAnswer> enqueue(int window, List<QueueEntry> entries) {
    var arguments = arguments(Integer.toString(window));
    for (QueueEntry entry : entries) {
      arguments.add(entry.executionId());
      arguments.add(Long.toString(entry.epoch()));
      arguments.add(entry.body().workflowId());
      arguments.add(entry.priority().wire());
      arguments.add(Integer.toString(entry.maxLosses()));
      arguments.add(entry.due() == null ? "0" : Long.toString(entry.due().toEpochMilli()));
      arguments.add(Json.write(entry.body()));
      arguments.add(entry.lane());
    }
    return answers(ENQUEUE, arguments, EnqueueAnswer::valueOf);
  }

  /**
   * Claims up to {@code n} executions. After a lost reply the claimed ones are pending for the
   * owner.
   *
   * @param resultsLimit number of unrecorded results above which nothing is claimed
   */
  public ClaimAnswer claim(String owner, int n, int resultsLimit) {
    List<?> reply =
        list(
            CLAIM.run(
                redis,
                keys.all(),
                List.of(owner, Integer.toString(n), Integer.toString(resultsLimit))));
    return switch ((String) reply.getFirst()) {
      case "NOT_READY" -> new ClaimAnswer.NotReady();
      case "BACKPRESSURE" -> new ClaimAnswer.Backpressure();
      default ->
          claimed(
              (String) reply.get(1),
              list(reply.get(2)),
              list(reply.get(3)).stream().map(String.class::cast).toList());
    };
  }

  public List<StartAnswer> start(String owner, List<StartRequest> requests) {
    var arguments = arguments(owner);
    for (StartRequest request : requests) {
      add(arguments, request.attempt());
      arguments.add(request.workflowId());
      arguments.add(Json.write(request.started()));
      arguments.add(request.permit().wire());
    }
    return answers(START, arguments, StartAnswer::valueOf);
  }

  /** Renews the leases of all attempts of a worker in one call. */
  public RenewAnswer renew(String owner, List<Attempt> attempts) {
    var arguments = arguments(owner);
    attempts.forEach(attempt -> add(arguments, attempt));
    List<?> reply = list(RENEW.run(redis, keys.all(), arguments));
    return new RenewAnswer(
        (String) reply.getFirst(),
        list(reply.get(1)).stream().map(answer -> Liveness.valueOf((String) answer)).toList());
  }

  /** Writes running executions of a worker back after a wipe of Redis. */
  public List<AdoptAnswer> adopt(String owner, List<ClaimedExecution> executions) {
    var arguments = arguments(owner);
    for (ClaimedExecution execution : executions) {
      add(arguments, execution.attempt());
      arguments.add(Integer.toString(execution.maxLosses()));
      arguments.add(execution.priority().wire());
    }
    return answers(ADOPT, arguments, AdoptAnswer::valueOf);
  }

  /** Writes results and acknowledges the executions in one step. */
  public List<CompleteAnswer> complete(String owner, List<Completion> completions) {
    return complete(owner, completions.stream().map(each -> new Sent(each, "")).toList(), "0");
  }

  /**
   * Sends results again that the recorder has not confirmed: an event that is no longer in the
   * stream is written once more, and PostgreSQL decides.
   */
  public List<CompleteAnswer> completeAgain(String owner, List<Sent> unconfirmed) {
    return complete(owner, unconfirmed, "1");
  }

  private List<CompleteAnswer> complete(String owner, List<Sent> sendings, String again) {
    var arguments = arguments(owner);
    for (Sent sending : sendings) {
      Completion completion = sending.completion();
      add(arguments, completion.attempt());
      arguments.add(completion.kind().wire());
      arguments.add(Json.write(completion.payload()));
      arguments.add(sending.entry());
      arguments.add(again);
    }
    return list(COMPLETE.run(redis, keys.all(), arguments)).stream()
        .map(QueueScripts::list)
        .map(
            answer ->
                new CompleteAnswer(
                    CompleteAnswer.Fate.valueOf((String) answer.getFirst()),
                    (String) answer.get(1)))
        .toList();
  }

  /** Gives back executions that were claimed and not started. */
  public List<Liveness> release(String owner, End end, List<Attempt> attempts) {
    var arguments = arguments(owner);
    arguments.add(end == End.FRONT ? "front" : "back");
    attempts.forEach(attempt -> add(arguments, attempt));
    return answers(RELEASE, arguments, Liveness::valueOf);
  }

  /**
   * Requeues executions whose lease record has not changed for a whole lease time.
   *
   * @param records whole record of each execution, as read a lease time ago
   */
  public List<ReapAnswer> reap(Map<String, String> records) {
    var ids = List.copyOf(records.keySet());
    var answers = new ArrayList<ReapAnswer>();
    for (int from = 0; from < ids.size(); from += REAPED_AT_ONCE) {
      var arguments = new ArrayList<String>();
      for (String id : ids.subList(from, Math.min(ids.size(), from + REAPED_AT_ONCE))) {
        arguments.add(id);
        arguments.add(Objects.requireNonNull(records.get(id)));
      }
      answers.addAll(answers(REAP, arguments, ReapAnswer::valueOf));
    }
    return answers;
  }

  /**
   * Returns records, by execution id, whose last renewal is older than {@code age} or lies in the
   * future after a step of the clock: candidates for a reaper. At most 10 000 of each kind.
   *
   * @throws RedisRefused also if Redis is read-only at present: no worker can renew then, so that
   *     healthy leases seem expired
   */
  public Map<String, String> lapsed(Duration age) {
    redis.send("HSET", List.of(keys.meta(), "reaper", "1"));
    var time = list(redis.send("TIME", List.of()));
    long now = Long.parseLong((String) time.getFirst()) * 1000;
    var ids = new ArrayList<String>();
    ids.addAll(leases("-inf", Long.toString(now - age.toMillis())));
    ids.addAll(leases(Long.toString(now + age.toMillis()), "+inf"));
    if (ids.isEmpty()) {
      return Map.of();
    }
    var lapsed = new LinkedHashMap<String, String>();
    for (int from = 0; from < ids.size(); from += LAPSED_PAGE) {
      lapsed.putAll(records(ids.subList(from, Math.min(ids.size(), from + LAPSED_PAGE))));
    }
    return lapsed;
  }

  private Map<String, String> records(List<String> ids) {
    var arguments = new ArrayList<String>();
    arguments.add(keys.claims());
    arguments.addAll(ids);
    List<?> found = list(redis.send("HMGET", arguments));
    var records = new LinkedHashMap<String, String>();
    for (int i = 0; i < ids.size(); i++) {
      if (found.get(i) instanceof String record) {
        records.put(ids.get(i), record);
      }
    }
    return records;
  }

  private List<String> leases(String from, String to) {
    var ids = new ArrayList<String>();
    int read = LAPSED_PAGE;
    while (read == LAPSED_PAGE && ids.size() < MAX_LAPSED) {
      var page =
          list(
              redis.send(
                  "ZRANGEBYSCORE",
                  List.of(
                      keys.lease(),
                      from,
                      to,
                      "LIMIT",
                      Integer.toString(ids.size()),
                      Integer.toString(LAPSED_PAGE))));
      page.forEach(id -> ids.add((String) id));
      read = page.size();
    }
    return ids;
  }

  /**
   * Returns the attempts claimed by {@code owner}, at most 1000 of each stream: after a lost reply
   * of {@link #claim} it finds here those that it does not know, and releases them.
   */
  public List<Attempt> claimedBy(String owner) {
    return list(CLAIMED_BY.run(redis, keys.all(), List.of(owner, MAX_CLAIMED))).stream()
        .map(QueueScripts::list)
        .map(QueueScripts::attempt)
        .toList();
  }

  /** Moves up to {@code n} due executions to their streams; returns their ids. */
  public List<String> promote(int n) {
    return answers(PROMOTE, arguments(Integer.toString(n)), Function.identity());
  }

  /**
   * Removes cancelled executions from the queue.
   *
   * @param epochs epoch of each execution that was cancelled in PostgreSQL
   */
  public List<WithdrawAnswer> withdraw(Map<String, Long> epochs) {
    return list(WITHDRAW.run(redis, keys.all(), byId(epochs))).stream()
        .map(answer -> withdrawn(list(answer)))
        .toList();
  }

  /**
   * Changes the copy of the blacklist.
   *
   * @param changes reason by workflow id; an empty reason removes the entry
   * @return number of blocked workflows
   */
  public long block(long version, Map<String, String> changes) {
    var arguments = arguments(Long.toString(version));
    changes.forEach(
        (workflow, reason) -> {
          arguments.add(workflow);
          arguments.add(reason);
        });
    return (Long) Objects.requireNonNull(BLOCK.run(redis, keys.all(), arguments));
  }

  /** Returns the copy of the blacklist in Redis. */
  public BlockedCopy blocked() {
    var meta = list(redis.send("HMGET", List.of(keys.meta(), "blocked_ver", "blocked_n")));
    var flat = list(redis.send("HGETALL", List.of(keys.blocked())));
    var reasons = new LinkedHashMap<String, String>();
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      reasons.put((String) flat.get(i), (String) flat.get(i + 1));
    }
    return new BlockedCopy(number(meta.get(0)), number(meta.get(1)), reasons);
  }

  private static long number(@Nullable Object text) {
    return text == null ? -1 : Long.parseLong((String) text);
  }

  private void createGroup(String stream, String group) {
    try {
      redis.send("XGROUP", List.of("CREATE", stream, group, "0", "MKSTREAM"));
    } catch (RedisRefused refused) {
      if (!refused.code().equals("BUSYGROUP")) {
        throw refused;
      }
    }
  }

  private <T> List<T> answers(
      Script script, List<String> arguments, Function<String, ? extends T> read) {
    return list(script.run(redis, keys.all(), arguments)).stream()
        .<T>map(answer -> read.apply((String) answer))
        .toList();
  }

  /**
   * Converts claimed entries; one unreadable entry must not keep the others of its batch from their
   * start.
   */
  private static ClaimAnswer claimed(String generation, List<?> items, List<String> lastIds) {
    var executions = new ArrayList<ClaimedExecution>();
    var unreadable = new ArrayList<ClaimAnswer.Unreadable>();
    for (Object item : items) {
      try {
        executions.add(claimed(item));
      } catch (RuntimeException | StackOverflowError mistake) {
        unreadable.add(unreadable(item, String.valueOf(mistake.getMessage())));
      }
    }
    return new ClaimAnswer.Claimed(generation, executions, unreadable, lastIds);
  }

  private static ClaimAnswer.Unreadable unreadable(Object item, String reason) {
    try {
      return new ClaimAnswer.Unreadable(attempt(list(item)), reason);
    } catch (RuntimeException withoutName) {
      return new ClaimAnswer.Unreadable(null, reason);
    }
  }

  private static ClaimedExecution claimed(Object item) {
    List<?> fields = list(item);
    return new ClaimedExecution(
        attempt(fields),
        Priority.ofWire((String) fields.get(3)),
        Integer.parseInt((String) fields.get(4)),
        Json.read((String) fields.get(5), ExecutionBody.class));
  }

  private static Attempt attempt(List<?> fields) {
    return new Attempt(
        (String) fields.getFirst(),
        Long.parseLong((String) fields.get(1)),
        Long.parseLong((String) fields.get(2)));
  }

  static List<String> byId(Map<String, Long> epochs) {
    var arguments = new ArrayList<String>();
    epochs.forEach(
        (id, epoch) -> {
          arguments.add(id);
          arguments.add(Long.toString(epoch));
        });
    return arguments;
  }

  private static WithdrawAnswer withdrawn(List<?> answer) {
    return switch ((String) answer.getFirst()) {
      case "WITHDRAWN" -> new WithdrawAnswer.Withdrawn();
      case "CLAIMED" ->
          new WithdrawAnswer.Claimed(
              (String) answer.get(1), Long.parseLong((String) answer.get(2)));
      case "DONE" -> new WithdrawAnswer.Done();
      case "NONE" -> new WithdrawAnswer.None();
      case "FENCED" -> new WithdrawAnswer.Fenced();
      default -> throw new IllegalStateException("Unknown answer of withdraw: " + answer);
    };
  }

  private static void add(Collection<String> arguments, Attempt attempt) {
    arguments.add(attempt.executionId());
    arguments.add(Long.toString(attempt.epoch()));
    arguments.add(Long.toString(attempt.claim()));
  }

  private static List<String> arguments(String first) {
    var arguments = new ArrayList<String>();
    arguments.add(first);
    return arguments;
  }

  static List<?> list(@Nullable Object reply) {
    return (List<?>) Objects.requireNonNull(reply);
  }

  static Script script(String file) {
    return Script.load(QueueScripts.class, "prelude.lua", file);
  }

  /**
   * Copy of the blacklist in Redis.
   *
   * @param version of the blacklist that was copied; -1 if Redis has lost it
   * @param count number of entries that it should have; -1 if Redis has lost it
   * @param reasons by workflow id
   */
  public record BlockedCopy(long version, long count, Map<String, String> reasons) {

    /** Returns true if it is complete and of this version. */
    public boolean isWhole(long wanted) {
      return version == wanted && count == reasons.size();
    }
  }
}
