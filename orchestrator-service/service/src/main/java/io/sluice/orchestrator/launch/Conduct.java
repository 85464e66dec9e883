package io.sluice.orchestrator.launch;

import org.jspecify.annotations.Nullable;

/**
 * Facts about a process that its worker knows by itself. An exit code that stands for a deed of the
 * worker is believed only with such a fact: a workflow can exit with any code.
 *
 * @param terminated this worker sent SIGTERM to it
 * @param connected its Hello was accepted
 * @param drained it said that nothing healthy is left in it
 * @param unattended this worker did not ping it for as long as a process bears
 * @param breach what it did against the protocol of its link, in a sentence; null when nothing
 */
public record Conduct(
    boolean terminated,
    boolean connected,
    boolean drained,
    boolean unattended,
    @Nullable String breach) {
  public static final Conduct NONE = new Conduct(false, false, false, false, null);

  /** After its Hello. */
  public Conduct asConnected() {
    return new Conduct(terminated, true, drained, unattended, breach);
  }

  /** After its last words. */
  public Conduct asDrained() {
    return new Conduct(terminated, connected, true, unattended, breach);
  }

  /** After this worker was late with its pings. */
  public Conduct asUnattended() {
    return new Conduct(terminated, connected, drained, true, breach);
  }

  /** After a breach; the first one stays. */
  public Conduct asInBreach(String what) {
    return new Conduct(terminated, connected, drained, unattended, breach == null ? what : breach);
  }

  /** After SIGTERM. */
  Conduct asTerminated() {
    return new Conduct(true, connected, drained, unattended, breach);
  }

  /** Whether this worker had given it a reason to end, in order or not. */
  boolean toldToEnd() {
    return terminated || drained || unattended;
  }
}
