package io.sluice.orchestrator.fleet;

import java.time.Duration;

/**
 * The numbers that make an execution model (architecture, section 4) and the patience of the rules.
 *
 * @param standby proved processes to hold ready
 * @param maxProcesses bound on STARTING to EXITING together
 * @param proveWithin from launch to proof
 * @param graceful from SIGTERM to SIGKILL ({@code GRACEFUL_SHUTDOWN_SECONDS})
 * @param handOverPause at least this between two hand-overs, so that stuck executions in a row
 *     start no storm
 * @param silenceHandOver without a sign of life for this long an ACTIVE process gives way; it costs
 *     nothing
 * @param silenceLost without a sign of life for this long a process counts as crashed
 * @param failuresNotReady failed starts in a row after which the worker is not ready
 */
public record FleetPolicy(
    int standby,
    int maxProcesses,
    Duration proveWithin,
    Duration graceful,
    Duration handOverPause,
    Duration silenceHandOver,
    Duration silenceLost,
    int failuresNotReady) {

  /** How long a process may take to exit after its last words before it is told to. */
  static final Duration LEAVE_WITHIN = Duration.ofSeconds(1);

  /** How often SIGKILL is repeated until the exit was seen. */
  static final Duration KILL_AGAIN = Duration.ofSeconds(1);

  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(60);

  /** Pause after a failed start: 1, 2, 4 … 60 s (supervision, section 8). */
  Duration backoff(int failures) {
    Duration pause = Duration.ofSeconds(1L << Math.clamp(failures - 1L, 0, 6));
    return pause.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : pause;
  }
}
