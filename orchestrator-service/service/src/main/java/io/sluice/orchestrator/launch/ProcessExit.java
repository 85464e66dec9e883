package io.sluice.orchestrator.launch;

import io.sluice.orchestrator.fleet.FleetRules;
import org.jspecify.annotations.Nullable;

/**
 * End of a process. A code is evidence and not proof, because a workflow can exit with any code.
 *
 * @param code 128 + signal if a signal ended it
 * @param killed reason of this worker for SIGKILL, as a sentence; null if it sent none
 * @param lastOutput last output, at most 64 KiB
 * @param conduct facts known by its worker
 */
public record ProcessExit(
    int code, @Nullable String killed, String lastOutput, Traces traces, Conduct conduct) {
  private static final String JVM_OUT_OF_MEMORY = "Terminating due to java.lang.OutOfMemoryError";
  private static final int LONGEST_LINE = 300;

  /** Creates an exit without artifacts except its output. */
  public ProcessExit(int code, @Nullable String killed, String lastOutput) {
    this(code, killed, lastOutput, Traces.NONE);
  }

  /** Creates an exit without facts known by the worker. */
  public ProcessExit(int code, @Nullable String killed, String lastOutput, Traces traces) {
    this(code, killed, lastOutput, traces, Conduct.NONE);
  }

  /** Returns this with facts from the link; a known SIGTERM is kept. */
  public ProcessExit with(Conduct known) {
    var all = conduct.terminated() ? known.asTerminated() : known;
    return new ProcessExit(code, killed, lastOutput, traces, all);
  }

  /** Returns this with the external snapshot that was taken before the kill. */
  public ProcessExit lastSeenAs(String json) {
    var seen = new Traces(traces.crashLog(), traces.killedByKernel(), traces.hadChildren(), json);
    return new ProcessExit(code, killed, lastOutput, seen, conduct);
  }

  /**
   * Returns this without text that any execution of the process may have printed or chosen. The
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

  /** Returns the cause according to the evidence. */
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

  /**
   * Returns the name of the signal that ended it; the one that hit the JVM if its crash log
   * contains it.
   */
  public @Nullable String signal() {
    String logged = traces.crashLog().signal();
    return logged == null ? Signals.ofExitCode(code) : logged;
  }

  /**
   * Returns a sentence for logs and readiness, which administrators read. A record of an execution
   * takes it from {@link #withoutForeignWords()} unless the process ran no other execution.
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
    // The JVM turns SIGTERM into an exit with 143, which a workflow can use too.
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
