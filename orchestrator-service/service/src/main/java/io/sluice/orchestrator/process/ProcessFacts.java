package io.sluice.orchestrator.process;

import org.jspecify.annotations.Nullable;

/**
 * Facts about a process that its worker knows by itself. An exit code that indicates an action of
 * the worker is believed only with such a fact, because a workflow can exit with any code.
 *
 * @param terminated true if this worker told it to end, by SIGTERM or SIGKILL
 * @param connected true if its Hello was accepted
 * @param drained true if it reported that no healthy execution is left in it
 * @param unattended true if this worker did not ping it for longer than a process tolerates
 * @param leftFirst true if its link was lost before this worker told it to end: the process began
 *     to end by itself, and a signal that this worker sent afterwards explains nothing
 * @param breach its violation of the link protocol, as a sentence; null if there was none
 */
public record ProcessFacts(
    boolean terminated,
    boolean connected,
    boolean drained,
    boolean unattended,
    boolean leftFirst,
    @Nullable String breach) {
  public static final ProcessFacts NONE = new ProcessFacts(false, false, false, false, false, null);

  /** Returns this after its Hello. */
  public ProcessFacts asConnected() {
    return new ProcessFacts(terminated, true, drained, unattended, leftFirst, breach);
  }

  /** Returns this after its Drained message. */
  public ProcessFacts asDrained() {
    return new ProcessFacts(terminated, connected, true, unattended, leftFirst, breach);
  }

  /** Returns this after late pings of this worker. */
  public ProcessFacts asUnattended() {
    return new ProcessFacts(terminated, connected, drained, true, leftFirst, breach);
  }

  /** Returns this after the loss of its link. */
  public ProcessFacts asUnlinked() {
    return new ProcessFacts(terminated, connected, drained, unattended, !terminated, breach);
  }

  /** Returns this after a protocol violation; the first one is kept. */
  public ProcessFacts asInBreach(String what) {
    String first = breach == null ? what : breach;
    return new ProcessFacts(terminated, connected, drained, unattended, leftFirst, first);
  }

  /** Returns this after SIGTERM or SIGKILL. */
  public ProcessFacts asTerminated() {
    return new ProcessFacts(true, connected, drained, unattended, leftFirst, breach);
  }

  /** Returns true if this worker had given it a reason to end, in order or not. */
  boolean toldToEnd() {
    return (terminated && !leftFirst) || drained || unattended;
  }

  /** Returns true if it left without a reason that this worker knows of. */
  boolean leftByItself() {
    return leftFirst && !toldToEnd();
  }
}
