package io.sluice.admin.queue.publish;

import io.sluice.admin.lifecycle.Loop;
import io.sluice.admin.lifecycle.MonotonicClock;
import io.sluice.admin.queue.publish.PublishCandidates.DuePosition;
import io.sluice.queue.QueueAnswers.EnqueueAnswer;
import io.sluice.queue.QueueEntry;
import io.sluice.queue.QueueScripts;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Publishes rows that the enqueuer missed, that found the window full, became due or got their
 * lock. The lanes take turns, and a turn goes on where the previous one ended, so that no backlog
 * keeps another out. Repetition is harmless, so any number of instances may do it.
 */
@Singleton
public final class Publisher {

  private static final int PAGE = 200;
  private static final int MAX_PAGES = 200;
  private static final Duration WINDOW_FULL = Duration.ofMillis(200);

  private final PublishCandidates candidates;
  private final ExclusiveLocks locks;
  private final BlacklistEnforcer enforcer;
  private final QueueScripts queue;
  private final PublishedMarks marks;
  private final QueueMemory memory;
  private final FullLanes fullLanes;
  private final QueueConfig config;
  private final MonotonicClock clock;
  private final Loop loop = new Loop("publisher", this::turn);
  private Lane served = Lane.FIRST;

  Publisher(
      PublishCandidates candidates,
      ExclusiveLocks locks,
      BlacklistEnforcer enforcer,
      QueueScripts queue,
      PublishedMarks marks,
      QueueMemory memory,
      FullLanes fullLanes,
      QueueConfig config,
      MonotonicClock clock) {
    this.candidates = candidates;
    this.locks = locks;
    this.enforcer = enforcer;
    this.queue = queue;
    this.marks = marks;
    this.memory = memory;
    this.fullLanes = fullLanes;
    this.config = config;
    this.clock = clock;
  }

  public void start() {
    loop.start();
  }

  public void stop() {
    loop.stop();
    marks.write();
  }

  /**
   * Wakes the loop when a lock was released or a workflow may run again, so that the next execution
   * does not wait for the tick.
   */
  public void nudge() {
    loop.nudge();
  }

  public boolean healthy() {
    return loop.healthy();
  }

  private Duration turn() {
    marks.write();
    int due = PAGE;
    for (int page = 0; page < MAX_PAGES && due == PAGE; page++) {
      due = candidates.becomeDue(PAGE);
    }
    if (memory.isShort()) {
      return config.tick();
    }
    var full = new HashSet<Lane>();
    Answers locked =
        publish(clock.instant(), candidates.holders(locks.holdersToPublish(PAGE)), full);
    boolean more = publishReady(full);
    Answers delayed = publishDelayed();
    fullLanes.replace(full);
    if (more) {
      return Duration.ZERO;
    }
    return full.isEmpty() && locked.whole() && delayed.whole() ? config.tick() : WINDOW_FULL;
  }

  /** Returns true if there is more than one turn takes. */
  private boolean publishReady(Set<Lane> full) {
    var round = new PublishRound(served);
    while (!round.isOver()) {
      Instant readAt = clock.instant();
      PublishCandidates.Page page = candidates.unpublished(round.after(), PAGE);
      round.page(page.lanes(), publish(readAt, page.rows(), full).accepted());
    }
    served = round.served();
    return round.isCutOff();
  }

  /** Delayed executions have a window of their own: a full one delays no other. */
  private Answers publishDelayed() {
    var position = DuePosition.FIRST;
    Answers answers = Answers.NONE;
    for (int pages = 0; pages < MAX_PAGES; pages++) {
      Instant readAt = clock.instant();
      List<PublishCandidates.Waiting> page = candidates.dueSoon(position, PAGE);
      answers = publish(readAt, page, new HashSet<>());
      if (page.size() < PAGE || !answers.whole()) {
        return answers;
      }
      QueueEntry last = page.getLast().entry();
      position =
          new DuePosition(Objects.requireNonNull(last.due()), UUID.fromString(last.executionId()));
    }
    return answers;
  }

  /**
   * Answers of the queue to a page.
   *
   * @param accepted lane of the last row that is in the queue now; absent if there is none
   * @param whole true if nothing was refused
   */
  private record Answers(@Nullable Lane accepted, boolean whole) {
    static final Answers NONE = new Answers(null, true);
  }

  /**
   * Publishes a page and adds the lanes for which the window is full.
   *
   * @param readAt before the page was read: rows that were read long ago may have ended since
   */
  private Answers publish(Instant readAt, List<PublishCandidates.Waiting> page, Set<Lane> full) {
    if (page.isEmpty() || clock.instant().isAfter(readAt.plus(Enqueuer.MAX_AGE))) {
      return Answers.NONE;
    }
    var entries = new ArrayList<QueueEntry>();
    var blocked = new HashMap<String, Long>();
    var withoutLock = new ArrayList<UUID>();
    for (PublishCandidates.Waiting row : page) {
      switch (row.step()) {
        case PUBLISH -> entries.add(row.entry());
        case REQUIRE_LOCK -> withoutLock.add(row.id());
        case BLOCK -> blocked.put(row.entry().executionId(), row.entry().epoch());
      }
    }
    locks.require(withoutLock);
    List<EnqueueAnswer> answers =
        entries.isEmpty() ? List.of() : queue.enqueue(config.window(), entries);
    marks.note(entries, answers);
    marks.write();
    if (!blocked.isEmpty()) {
      enforcer.block(blocked);
    }
    return read(entries, answers, full);
  }

  private static Answers read(
      List<QueueEntry> entries, List<EnqueueAnswer> answers, Set<Lane> full) {
    @Nullable Lane accepted = null;
    boolean whole = true;
    for (int i = 0; i < answers.size(); i++) {
      Lane lane = Lane.of(entries.get(i));
      switch (answers.get(i)) {
        case OK, EXISTS, DONE -> accepted = lane;
        case FULL -> {
          full.add(lane);
          whole = false;
        }
        // The copy of the blacklist is about to follow PostgreSQL.
        case BLOCKED -> whole = false;
      }
    }
    return new Answers(accepted, whole);
  }
}
