package io.sluice.admin.queue.publish;

import io.sluice.admin.lifecycle.Loop;
import io.sluice.queue.QueueAnswers.EnqueueAnswer;
import io.sluice.queue.QueueEntry;
import io.sluice.queue.QueueScripts;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;

/**
 * Publishes rows that the enqueuer missed, that found the window full, became due or got their
 * lock. Repetition is harmless, so any number of instances may do it.
 */
@Singleton
public final class Publisher {

  private static final int PAGE = 200;
  private static final Duration WINDOW_FULL = Duration.ofMillis(200);

  private final PublishCandidates candidates;
  private final ExclusiveLocks locks;
  private final BlacklistEnforcer enforcer;
  private final QueueScripts queue;
  private final PublishedMarks marks;
  private final QueueMemory memory;
  private final QueueConfig config;
  private final Loop loop = new Loop("publisher", this::turn);

  Publisher(
      PublishCandidates candidates,
      ExclusiveLocks locks,
      BlacklistEnforcer enforcer,
      QueueScripts queue,
      PublishedMarks marks,
      QueueMemory memory,
      QueueConfig config) {
    this.candidates = candidates;
    this.locks = locks;
    this.enforcer = enforcer;
    this.queue = queue;
    this.marks = marks;
    this.memory = memory;
    this.config = config;
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
    candidates.becomeDue(PAGE);
    if (memory.isShort()) {
      return config.tick();
    }
    boolean room = publish(candidates.dueSoon(PAGE));
    room = publish(candidates.holders(locks.holdersToPublish(PAGE))) && room;
    List<PublishCandidates.Waiting> page = candidates.unpublished(PAGE);
    while (room && !page.isEmpty()) {
      room = publish(page);
      page = page.size() < PAGE || !room ? List.of() : candidates.unpublished(PAGE);
    }
    return room ? config.tick() : WINDOW_FULL;
  }

  /** Returns false if Redis takes no more at present. */
  private boolean publish(List<PublishCandidates.Waiting> page) {
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
    // BLOCKED: the copy of the blacklist is about to follow PostgreSQL.
    return !answers.contains(EnqueueAnswer.FULL) && !answers.contains(EnqueueAnswer.BLOCKED);
  }
}
