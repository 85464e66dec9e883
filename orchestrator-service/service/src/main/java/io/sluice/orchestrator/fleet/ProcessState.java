package io.sluice.orchestrator.fleet;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** State of one process. The only legal transitions are methods of the source state. */
public sealed interface ProcessState {

  /** Returns the name for people, logs and metrics. */
  ProcessStateName name();

  /** Returns the command of an administrator for it; null if there was none. */
  default @Nullable AdminCommand command() {
    return null;
  }

  /** Launched; must be ready by the deadline: handshake, bundles, a no-op through each slot. */
  record Starting(Instant readyBy) implements ProcessState {
    @Override
    public ProcessStateName name() {
      return ProcessStateName.STARTING;
    }

    Standby toStandby(Instant now) {
      return new Standby(now, null);
    }
  }

  /**
   * Ready and waiting for a hand-over.
   *
   * @param command to recycle it: it is terminated when another STANDBY is ready
   */
  record Standby(Instant heardAt, @Nullable AdminCommand command) implements ProcessState {
    @Override
    public ProcessStateName name() {
      return ProcessStateName.STANDBY;
    }

    Standby recycled(AdminCommand by) {
      return new Standby(heardAt, by);
    }

    Active toActive() {
      return new Active(heardAt, command == null ? null : ReplaceReason.RECYCLE, command);
    }
  }

  /**
   * Takes work.
   *
   * @param due reason to replace it; in the {@code thread} model it keeps serving until a STANDBY
   *     is ready
   * @param command to recycle it
   */
  record Active(Instant heardAt, @Nullable ReplaceReason due, @Nullable AdminCommand command)
      implements ProcessState {
    @Override
    public ProcessStateName name() {
      return ProcessStateName.ACTIVE;
    }

    Active replaceDue(ReplaceReason reason) {
      return due == null ? new Active(heardAt, reason, command) : this;
    }

    Active recycled(AdminCommand by) {
      return new Active(heardAt, due == null ? ReplaceReason.RECYCLE : due, by);
    }

    ProcessState toDraining() {
      return command == null ? new Draining(heardAt) : new PendingKill(heardAt, command);
    }
  }

  /** Takes no new work and waits without limit for its healthy executions. */
  record Draining(Instant heardAt) implements ProcessState {
    @Override
    public ProcessStateName name() {
      return ProcessStateName.DRAINING;
    }
  }

  /** Drains like DRAINING, on an administrator's order. */
  record PendingKill(Instant heardAt, AdminCommand command) implements ProcessState {
    @Override
    public ProcessStateName name() {
      return ProcessStateName.PENDING_KILL;
    }
  }

  /**
   * Is expected to exit.
   *
   * @param terminated true if SIGTERM was sent; SIGKILL follows it, repeatedly
   * @param nextAt time of the next, stronger step
   */
  record Exiting(boolean terminated, Instant nextAt, @Nullable AdminCommand command)
      implements ProcessState {
    @Override
    public ProcessStateName name() {
      return ProcessStateName.EXITING;
    }
  }

  /** Returns the state of a process that exits by itself; a signal is sent only if it does not. */
  static Exiting exitingByItself(Instant now, Duration timeout, @Nullable AdminCommand command) {
    return new Exiting(false, now.plus(timeout), command);
  }

  /** Returns the state of a process that was told to exit by a signal. */
  static Exiting signalled(Instant now, Duration graceful, @Nullable AdminCommand command) {
    return new Exiting(true, now.plus(graceful), command);
  }
}
