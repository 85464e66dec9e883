package io.sluice.orchestrator.fleet;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where one process is in its life. The only legal moves are methods of the source state. */
public sealed interface ProcessState {

  /** The word for people, logs and metrics. */
  String name();

  /** What an administrator ordered for it; null when nobody did. */
  default @Nullable Order order() {
    return null;
  }

  /** Launched; must prove itself by the deadline: handshake, prewarm, a no-op through each slot. */
  record Starting(Instant proveBy) implements ProcessState {
    @Override
    public String name() {
      return "STARTING";
    }

    Standby toStandby(Instant now) {
      return new Standby(now, null);
    }
  }

  /**
   * Proved and waiting for a hand-over.
   *
   * @param order that it be recycled: it goes when another STANDBY has proved itself
   */
  record Standby(Instant heardAt, @Nullable Order order) implements ProcessState {
    @Override
    public String name() {
      return "STANDBY";
    }

    Standby recycled(Order by) {
      return new Standby(heardAt, by);
    }

    Active toActive() {
      return new Active(heardAt, order == null ? null : ReplaceReason.RECYCLE, order);
    }
  }

  /**
   * Takes work.
   *
   * @param due why it should give way; in the {@code thread} model it keeps serving until a STANDBY
   *     has proved itself
   * @param order that it be recycled
   */
  record Active(Instant heardAt, @Nullable ReplaceReason due, @Nullable Order order)
      implements ProcessState {
    @Override
    public String name() {
      return "ACTIVE";
    }

    Active replaceDue(ReplaceReason reason) {
      return due == null ? new Active(heardAt, reason, order) : this;
    }

    Active recycled(Order by) {
      return new Active(heardAt, due == null ? ReplaceReason.RECYCLE : due, by);
    }

    ProcessState toLeaving() {
      return order == null ? new Draining(heardAt) : new PendingKill(heardAt, order);
    }
  }

  /** Takes no new work and waits without limit for its healthy executions. */
  record Draining(Instant heardAt) implements ProcessState {
    @Override
    public String name() {
      return "DRAINING";
    }
  }

  /** Drains like DRAINING, on an administrator's order. */
  record PendingKill(Instant heardAt, Order order) implements ProcessState {
    @Override
    public String name() {
      return "PENDING_KILL";
    }
  }

  /**
   * Should be gone.
   *
   * @param terminated whether SIGTERM was sent; SIGKILL follows it, again and again
   * @param nextAt when the next, stronger step is due
   */
  record Exiting(boolean terminated, Instant nextAt, @Nullable Order order)
      implements ProcessState {
    @Override
    public String name() {
      return "EXITING";
    }
  }

  /** It is about to exit by itself: the first step comes only when it does not. */
  static Exiting leaving(Instant now, Duration patience, @Nullable Order order) {
    return new Exiting(false, now.plus(patience), order);
  }

  /** It was told to exit by a signal. */
  static Exiting told(Instant now, Duration graceful, @Nullable Order order) {
    return new Exiting(true, now.plus(graceful), order);
  }
}
