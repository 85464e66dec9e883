package io.sluice.orchestrator.fleet;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where one process is in its life. The only legal moves are methods of the source state. */
public sealed interface ProcessState {

  /** The word for people, logs and metrics. */
  String name();

  /** Launched; must prove itself by the deadline: handshake, prewarm, a no-op through each slot. */
  record Starting(Instant proveBy) implements ProcessState {
    @Override
    public String name() {
      return "STARTING";
    }

    Standby toStandby(Instant now) {
      return new Standby(now);
    }
  }

  /** Proved and waiting for a hand-over. */
  record Standby(Instant heardAt) implements ProcessState {
    @Override
    public String name() {
      return "STANDBY";
    }

    Active toActive() {
      return new Active(heardAt, null);
    }
  }

  /**
   * Takes work.
   *
   * @param due why it should give way; it keeps serving until a STANDBY has proved itself
   */
  record Active(Instant heardAt, @Nullable HandOverReason due) implements ProcessState {
    @Override
    public String name() {
      return "ACTIVE";
    }

    Active handOverDue(HandOverReason reason) {
      return due == null ? new Active(heardAt, reason) : this;
    }

    Draining toDraining() {
      return new Draining(heardAt);
    }
  }

  /** Takes no new work and waits without limit for its healthy executions. */
  record Draining(Instant heardAt) implements ProcessState {
    @Override
    public String name() {
      return "DRAINING";
    }
  }

  /**
   * Should be gone.
   *
   * @param terminated whether SIGTERM was sent; SIGKILL follows it, again and again
   * @param nextAt when the next, stronger step is due
   */
  record Exiting(boolean terminated, Instant nextAt) implements ProcessState {
    @Override
    public String name() {
      return "EXITING";
    }
  }

  /** It is about to exit by itself: the first step comes only when it does not. */
  static Exiting leaving(Instant now, Duration patience) {
    return new Exiting(false, now.plus(patience));
  }

  /** It was told to exit by SIGTERM. */
  static Exiting told(Instant now, Duration graceful) {
    return new Exiting(true, now.plus(graceful));
  }
}
