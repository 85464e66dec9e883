package io.sluice.orchestrator.launch;

import org.jspecify.annotations.Nullable;

/**
 * Facts about a process that its worker knows by itself. An exit code that stands for a deed of the
 * worker is believed only with such a fact: a workflow can exit with any code.
 *
 * @param terminated this worker told it to end, by SIGTERM or SIGKILL
 * @param connected its Hello was accepted
 * @param drained it said that nothing healthy is left in it
 * @param unattended this worker did not ping it for as long as a process bears
 * @param leftFirst its link was lost before this worker told it to end: the process began to end by
 *     itself, and a signal that this worker sent afterwards explains nothing
 * @param breach what it did against the protocol of its link, in a sentence; null when nothing
 */
public record Conduct(
    boolean terminated,
    boolean connected,
    boolean drained,
    boolean unattended,
    boolean leftFirst,
    @Nullable String breach) {
  public static final Conduct NONE = new Conduct(false, false, false, false, false, null);

  /** After its Hello. */
  public Conduct asConnected() {
    return new Conduct(terminated, true, drained, unattended, leftFirst, breach);
  }

  /** After its last words. */
  public Conduct asDrained() {
    return new Conduct(terminated, connected, true, unattended, leftFirst, breach);
  }

  /** After this worker was late with its pings. */
  public Conduct asUnattended() {
    return new Conduct(terminated, connected, drained, true, leftFirst, breach);
  }

  /** After its link was lost. */
  public Conduct asUnlinked() {
    return new Conduct(terminated, connected, drained, unattended, !terminated, breach);
  }

  /** After a breach; the first one stays. */
  public Conduct asInBreach(String what) {
    String first = breach == null ? what : breach;
    return new Conduct(terminated, connected, drained, unattended, leftFirst, first);
  }

  /** After SIGTERM or SIGKILL. */
  public Conduct asTerminated() {
    return new Conduct(true, connected, drained, unattended, leftFirst, breach);
  }

  /** True if this worker had given it a reason to end, in order or not. */
  boolean toldToEnd() {
    return (terminated && !leftFirst) || drained || unattended;
  }

  /** True if it left without a reason that this worker knows of. */
  boolean leftByItself() {
    return leftFirst && !toldToEnd();
  }
}
