package io.sluice.orchestrator.launch;

import io.sluice.orchestrator.fleet.FleetRules;
import org.jspecify.annotations.Nullable;

/**
 * How a process ended. A code is evidence, not proof: a workflow can exit with any.
 *
 * @param code 128 + signal when a signal ended it
 * @param killed why this worker sent SIGKILL, in a sentence; null when it did not
 * @param lastOutput the end of what it printed, at most 64 KiB
 * @param conduct what its worker knows of it
 */
public record ProcessExit(
    int code, @Nullable String killed, String lastOutput, Traces traces, Conduct conduct) {
  private static final String JVM_OUT_OF_MEMORY = "Terminating due to java.lang.OutOfMemoryError";
  private static final int LONGEST_LINE = 300;

  /** An exit that left nothing but its output. */
  public ProcessExit(int code, @Nullable String killed, String lastOutput) {
    this(code, killed, lastOutput, Traces.NONE);
  }

  /** An exit of which nothing is known but what was found after it. */
  public ProcessExit(int code, @Nullable String killed, String lastOutput, Traces traces) {
    this(code, killed, lastOutput, traces, Conduct.NONE);
  }

  /** The same, with what the worker knows from the link; that it sent SIGTERM stays known. */
  public ProcessExit with(Conduct known) {
    var all = conduct.terminated() ? known.asTerminated() : known;
    return new ProcessExit(code, killed, lastOutput, traces, all);
  }

  /** The same, with what was seen of it from outside before it was killed. */
  public ProcessExit lastSeenAs(String json) {
    var seen = new Traces(traces.crashLog(), traces.killedByKernel(), traces.hadChildren(), json);
    return new ProcessExit(code, killed, lastOutput, seen, conduct);
  }

  /**
   * The same exit without words that any execution of the process may have printed or chosen. The
   * cause stays the same.
   */
  public ProcessExit withoutForeignWords() {
    var own =
        new Traces(
            traces.crashLog().withoutForeignWords(),
            traces.killedByKernel(),
            traces.hadChildren(),
            traces.lastSeen());
    return new ProcessExit(code, killed, isJvmOutOfMemory() ? JVM_OUT_OF_MEMORY : "", own, conduct);
  }

  /** What the evidence says (supervision, section 9). */
  public ExitCause cause() {
    if (conduct.breach() != null && killed == null && !traces.killedByKernel()) {
      return ExitCause.BROKE_LINK;
    }
    return switch (code) {
      case 3 -> isJvmOutOfMemory() ? ExitCause.OUT_OF_MEMORY : ExitCause.EXITED;
      case 70 -> ExitCause.OUT_OF_MEMORY;
      case 71 -> conduct.unattended() ? ExitCause.ORCHESTRATOR_GONE : ExitCause.EXITED;
      case 72 -> conduct.connected() ? ExitCause.EXITED : ExitCause.HANDSHAKE_FAILED;
      case 77 -> conduct.toldToEnd() ? ExitCause.HALTED : ExitCause.EXITED;
      case 132, 133, 134, 135, 136, 139, 159 -> crashed();
      case 137 -> killer();
      case 143 -> conduct.toldToEnd() ? ExitCause.TERMINATED : ExitCause.EXITED;
      default -> traces.crashLog().isOutOfMemory() ? ExitCause.OUT_OF_MEMORY : ExitCause.EXITED;
    };
  }

  /** The signal that ended it by name; the one that hit the JVM when its crash log knows it. */
  public @Nullable String signal() {
    String logged = traces.crashLog().signal();
    return logged == null ? Signals.ofExitCode(code) : logged;
  }

  /**
   * For logs and readiness, which administrators read. A record of an execution takes it from
   * {@link #withoutForeignWords()} unless the process ran nothing else.
   */
  public String inWords() {
    ExitCause cause = cause();
    String who = killed != null && cause == ExitCause.KILLED_BY_US ? killed : sentence(cause);
    String last = lastLine();
    return last.isEmpty() ? who : who + " Last output: " + last;
  }

  private String sentence(ExitCause cause) {
    if (cause == ExitCause.BROKE_LINK) {
      return cause.words() + ": " + conduct.breach();
    }
    // The JVM turns SIGTERM into an exit with 143, which a workflow can call too.
    String signal = cause == ExitCause.EXITED ? null : signal();
    String frame = traces.crashLog().problematicFrame();
    String thread = traces.crashLog().thread();
    return cause.words()
        + (signal == null ? ", exit code " + code : ", " + signal)
        + (frame == null ? "" : ", in " + frame)
        + (thread == null ? "" : ", thread " + thread)
        + ".";
  }

  private boolean isJvmOutOfMemory() {
    return lastOutput.lines().anyMatch(line -> line.startsWith(JVM_OUT_OF_MEMORY));
  }

  private ExitCause crashed() {
    CrashLog log = traces.crashLog();
    if (log.isOutOfMemory()) {
      return ExitCause.OUT_OF_MEMORY;
    }
    return log.isSentFromOutside() ? ExitCause.KILLED : ExitCause.JVM_CRASHED;
  }

  private ExitCause killer() {
    if (killed != null && conduct.leftByItself()) {
      return ExitCause.LEFT_ITS_LINK;
    }
    if (killed != null) {
      return killed.equals(FleetRules.SILENT) ? ExitCause.KILLED_AS_SILENT : ExitCause.KILLED_BY_US;
    }
    if (traces.killedByKernel()) {
      return ExitCause.KILLED_BY_KERNEL;
    }
    return traces.hadChildren() ? ExitCause.KILLED_BESIDE_CHILDREN : ExitCause.KILLED;
  }

  private String lastLine() {
    String last = lastOutput.strip();
    String line = last.substring(last.lastIndexOf('\n') + 1);
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
  }
}
