package io.sluice.orchestrator.launch;

import io.sluice.orchestrator.fleet.FleetRules;
import org.jspecify.annotations.Nullable;

/**
 * How a process ended. A code is evidence, not proof: a workflow can exit with any.
 *
 * @param code 128 + signal when a signal ended it
 * @param killed why this worker sent SIGKILL, in a sentence; null when it did not
 * @param lastOutput the end of what it printed, at most 64 KiB
 */
public record ProcessExit(int code, @Nullable String killed, String lastOutput, Traces traces) {
  private static final String JVM_OUT_OF_MEMORY = "Terminating due to java.lang.OutOfMemoryError";
  private static final int LONGEST_LINE = 300;

  /** An exit that left nothing but its output. */
  public ProcessExit(int code, @Nullable String killed, String lastOutput) {
    this(code, killed, lastOutput, Traces.NONE);
  }

  /** The same, with what was seen of it from outside before it was killed. */
  public ProcessExit lastSeenAs(String json) {
    var seen = new Traces(traces.crashLog(), traces.killedByKernel(), json);
    return new ProcessExit(code, killed, lastOutput, seen);
  }

  /** What the evidence says (supervision, section 9). */
  public ExitCause cause() {
    return switch (code) {
      case 3 -> isJvmOutOfMemory() ? ExitCause.OUT_OF_MEMORY : ExitCause.EXITED;
      case 70 -> ExitCause.OUT_OF_MEMORY;
      case 71 -> ExitCause.ORCHESTRATOR_GONE;
      case 72 -> ExitCause.HANDSHAKE_FAILED;
      case 77 -> ExitCause.HALTED;
      case 132, 133, 134, 135, 136, 139, 159 -> crashed();
      case 137 -> killer();
      case 129, 130, 143 -> ExitCause.TERMINATED;
      default -> traces.crashLog().isOutOfMemory() ? ExitCause.OUT_OF_MEMORY : ExitCause.EXITED;
    };
  }

  /** The signal that ended it by name; the one that hit the JVM when its crash log knows it. */
  public @Nullable String signal() {
    String logged = traces.crashLog().signal();
    return logged == null ? Signals.ofExitCode(code) : logged;
  }

  /** For logs, readiness and the executions that it cost. */
  public String inWords() {
    ExitCause cause = cause();
    String who = killed != null && cause == ExitCause.KILLED_BY_US ? killed : sentence(cause);
    String last = lastLine();
    return last.isEmpty() ? who : who + " Last output: " + last;
  }

  private String sentence(ExitCause cause) {
    String signal = signal();
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
    if (killed != null) {
      return killed.equals(FleetRules.SILENT) ? ExitCause.KILLED_AS_SILENT : ExitCause.KILLED_BY_US;
    }
    return traces.killedByKernel() ? ExitCause.KILLED_BY_KERNEL : ExitCause.KILLED;
  }

  private String lastLine() {
    String last = lastOutput.strip();
    String line = last.substring(last.lastIndexOf('\n') + 1);
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
  }
}
