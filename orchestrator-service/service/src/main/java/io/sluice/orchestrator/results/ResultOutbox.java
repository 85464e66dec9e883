package io.sluice.orchestrator.results;

import io.sluice.queue.Attempt;
import io.sluice.queue.Completion;
import io.sluice.queue.Completion.Sent;
import io.sluice.queue.EventKind;
import io.sluice.queue.OutcomeEvent;
import io.sluice.queue.QueueAnswers.CompleteAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes of this worker that the recorder has not confirmed: those that Redis has not taken yet,
 * and those that it has taken. Only one completion of an attempt is in flight and the next one
 * waits, because a confirmation names the attempt and not the completion. Time is a parameter;
 * confined to the lock of its owner.
 */
final class ResultOutbox {
  /** Number of unconfirmed outcomes above which nothing is claimed. */
  static final int MAX_OUTCOMES = 5_000;

  /** Number of their characters above which nothing is claimed: 64 Mi. */
  static final long MAX_CHARACTERS = 64L * 1024 * 1024;

  private static final int MAX_AT_ONCE = 50;
  private static final long MAX_CHARACTERS_AT_ONCE = 1_000_000;

  /**
   * Shortest time before an outcome is sent again after an interruption, because failures may come
   * in series.
   */
  private static final Duration SETTLE = Duration.ofMillis(500);

  /**
   * Outcomes of one call.
   *
   * @param again true if Redis has taken these before
   */
  record Batch(boolean again, List<Sent> outcomes) {}

  /**
   * @param sent true if it was sent at all, answered or not
   * @param interruptions number of interruptions of Redis when it was taken
   */
  private record Item(
      Completion completion, boolean sent, String entry, Instant takenAt, long interruptions) {

    Item sending() {
      return new Item(completion, true, entry, takenAt, interruptions);
    }
  }

  private final Duration resendAfter;
  private final Map<Attempt, Item> untaken = new LinkedHashMap<>();
  private final Map<Attempt, Item> taken =
      new LinkedHashMap<>(); // ordered by the time of sending, oldest first
  private final Map<Attempt, Deque<Completion>> behind = new HashMap<>();
  private int size;
  private long characters;

  /**
   * Creates an empty outbox.
   *
   * @param resendAfter an outcome without a confirmation is sent again after this time
   */
  ResultOutbox(Duration resendAfter) {
    this.resendAfter = resendAfter;
  }

  void add(Completion completion) {
    size++;
    characters += characters(completion);
    Attempt attempt = completion.attempt();
    if (untaken.containsKey(attempt) || taken.containsKey(attempt)) {
      behind.computeIfAbsent(attempt, _ -> new ArrayDeque<>()).add(completion);
    } else {
      lead(completion);
    }
  }

  /**
   * Returns the next bounded batch to send, outcomes that Redis never took first; null if there is
   * none.
   *
   * @param interruptions number of interruptions of Redis so far
   * @param isHeld true if the first outcome of the attempt must wait
   */
  @Nullable Batch next(long interruptions, Instant now, Predicate<Attempt> isHeld) {
    List<Item> free =
        untaken.values().stream()
            .filter(item -> !isHeld.test(item.completion.attempt()))
            .limit(MAX_AT_ONCE)
            .toList();
    if (!free.isEmpty()) {
      return batch(false, free);
    }
    var due = new ArrayList<Item>();
    for (Item item : taken.values()) {
      Duration timeout = item.interruptions == interruptions ? resendAfter : SETTLE;
      if (now.isBefore(item.takenAt.plus(timeout)) || due.size() >= MAX_AT_ONCE) {
        break;
      }
      due.add(item);
    }
    return due.isEmpty() ? null : batch(true, due);
  }

  /**
   * Applies the answers of Redis to a batch.
   *
   * @param interruptions number of interruptions of Redis before the batch was sent
   * @return attempts that were refused for ever because another attempt owns the execution
   */
  List<Attempt> answered(
      Batch batch, List<CompleteAnswer> answers, long interruptions, Instant now) {
    var refused = new ArrayList<Attempt>();
    for (int i = 0; i < answers.size(); i++) {
      Completion completion = batch.outcomes().get(i).completion();
      Attempt attempt = completion.attempt();
      Item item = leading(attempt);
      if (item == null || !item.completion.equals(completion)) {
        continue; // confirmed before the answer arrived
      }
      if (answers.get(i).fate() == CompleteAnswer.Fate.FENCED) {
        refused.add(attempt);
        drop(item);
      } else {
        String reply = answers.get(i).entry();
        untaken.remove(attempt);
        taken.remove(attempt);
        taken.put(
            attempt,
            new Item(completion, true, reply.isEmpty() ? item.entry : reply, now, interruptions));
      }
    }
    return refused;
  }

  /**
   * Removes the outcome of an attempt that the recorder has stored in PostgreSQL. An outcome that
   * was never sent is kept. An outcome without an answer is removed, except a GONE event, since a
   * STUCK event that was sent twice is confirmed twice.
   */
  void recorded(Attempt attempt) {
    Item item = leading(attempt);
    if (item != null
        && (taken.containsKey(attempt)
            || (item.sent && item.completion.kind() != EventKind.GONE))) {
      drop(item);
    }
  }

  /** Returns the attempts whose outcome Redis has not taken; their leases must be kept. */
  List<Attempt> untaken() {
    return List.copyOf(untaken.keySet());
  }

  /** Returns the number of attempts whose outcome Redis has not taken. */
  int untakenCount() {
    return untaken.size();
  }

  /** Returns the number of unconfirmed outcomes. */
  int size() {
    return size;
  }

  boolean isFull() {
    return size >= MAX_OUTCOMES || characters >= MAX_CHARACTERS;
  }

  private Batch batch(boolean again, List<Item> items) {
    var outcomes = new ArrayList<Sent>();
    long sum = 0;
    for (Item item : items) {
      if (outcomes.size() >= MAX_AT_ONCE || sum >= MAX_CHARACTERS_AT_ONCE) {
        break;
      }
      outcomes.add(new Sent(item.completion, item.entry));
      sum += characters(item.completion);
      untaken.computeIfPresent(item.completion.attempt(), (_, waiting) -> waiting.sending());
    }
    return new Batch(again, List.copyOf(outcomes));
  }

  private void lead(Completion completion) {
    untaken.put(completion.attempt(), new Item(completion, false, "", Instant.MIN, 0));
  }

  private @Nullable Item leading(Attempt attempt) {
    Item item = untaken.get(attempt);
    return item == null ? taken.get(attempt) : item;
  }

  private void drop(Item item) {
    Attempt attempt = item.completion.attempt();
    untaken.remove(attempt);
    taken.remove(attempt);
    size--;
    characters -= characters(item.completion);
    Deque<Completion> next = behind.get(attempt);
    if (next != null) {
      lead(next.remove());
      if (next.isEmpty()) {
        behind.remove(attempt);
      }
    }
  }

  private static long characters(Completion completion) {
    return completion.payload() instanceof OutcomeEvent outcome
        ? length(outcome.resultJson()) + length(outcome.dossierJson()) + length(outcome.stack())
        : 0;
  }

  private static long length(@Nullable String text) {
    return Objects.requireNonNullElse(text, "").length();
  }
}
