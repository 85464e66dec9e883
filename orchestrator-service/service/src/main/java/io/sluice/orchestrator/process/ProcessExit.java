package io.sluice.orchestrator.process;

import io.sluice.diagnosis.CutText;
import io.sluice.orchestrator.fleet.KillReason;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * End of a process. A code is evidence and not proof, because a workflow can exit with any code.
 *
 * @param code 128 + signal if a signal ended it
 * @param killed reason of this worker for SIGKILL; null if it sent none
 * @param lastOutput last output, at most 64 KiB
 * @param facts facts known by its worker
 */
public record ProcessExit(
    int code,
    @Nullable KillReason killed,
    String lastOutput,
    ExitArtifacts artifacts,
    ProcessFacts facts) {
  private static final String JVM_OUT_OF_MEMORY = "Terminating due to java.lang.OutOfMemoryError";
  private static final int MAX_LINE = 300;

  /** Creates an exit without artifacts except its output. */
  public ProcessExit(int code, @Nullable KillReason killed, String lastOutput) {
    this(code, killed, lastOutput, ExitArtifacts.NONE);
  }

  /** Creates an exit without facts known by the worker. */
  public ProcessExit(
      int code, @Nullable KillReason killed, String lastOutput, ExitArtifacts artifacts) {
    this(code, killed, lastOutput, artifacts, ProcessFacts.NONE);
  }

  /** Returns this with facts from the link; a known SIGTERM is kept. */
  public ProcessExit with(ProcessFacts known) {
    var all = facts.terminated() ? known.asTerminated() : known;
    return new ProcessExit(code, killed, lastOutput, artifacts, all);
  }

  /** Returns this with the external snapshot that was taken before the kill. */
  public ProcessExit lastSeenAs(String json) {
    var seen =
        new ExitArtifacts(
            artifacts.crashLog(), artifacts.killedByKernel(), artifacts.hadChildren(), json);
    return new ProcessExit(code, killed, lastOutput, seen, facts);
  }

  /**
   * Returns this without text that any execution of the process may have printed or chosen. The
   * cause stays the same.
   */
  public ProcessExit withoutForeignWords() {
    var own =
        new ExitArtifacts(
            artifacts.crashLog().withoutForeignWords(),
            artifacts.killedByKernel(),
            artifacts.hadChildren(),
            artifacts.lastSeen());
    return new ProcessExit(code, killed, isJvmOutOfMemory() ? JVM_OUT_OF_MEMORY : "", own, facts);
  }

  /** Returns the cause according to the evidence. */
  public ExitCause cause() {
    if (facts.breach() != null && killed == null && !artifacts.killedByKernel()) {
      return ExitCause.BROKE_LINK;
    }
    return switch (code) {
      case 3 -> isJvmOutOfMemory() ? ExitCause.OUT_OF_MEMORY : ExitCause.EXITED;
      case 70 -> ExitCause.OUT_OF_MEMORY;
      case 71 -> facts.unattended() ? ExitCause.ORCHESTRATOR_GONE : ExitCause.EXITED;
      case 72 -> facts.connected() ? ExitCause.EXITED : ExitCause.HANDSHAKE_FAILED;
      case 77 -> facts.toldToEnd() ? ExitCause.HALTED : ExitCause.EXITED;
      case 132, 133, 134, 135, 136, 139, 159 -> crashed();
      case 137 -> killer();
      case 143 -> facts.toldToEnd() ? ExitCause.TERMINATED : ExitCause.EXITED;
      default -> artifacts.crashLog().isOutOfMemory() ? ExitCause.OUT_OF_MEMORY : ExitCause.EXITED;
    };
  }

  /**
   * Returns the name of the signal that ended it; the one that hit the JVM if its crash log
   * contains it.
   */
  public @Nullable String signal() {
    String logged = artifacts.crashLog().signal();
    return logged == null ? Signals.ofExitCode(code) : logged;
  }

  /**
   * Returns a sentence for logs and readiness, which administrators read. A record of an execution
   * takes it from {@link #withoutForeignWords()} unless the process ran no other execution.
   */
  public String inWords() {
    ExitCause cause = cause();
    String who =
        killed != null && cause == ExitCause.KILLED_BY_US ? killed.sentence() : sentence(cause);
    String last = lastLine();
    return last.isEmpty() ? who : who + " Last output: " + last;
  }

  private String sentence(ExitCause cause) {
    if (cause == ExitCause.BROKE_LINK) {
      return cause.sentence() + ": " + facts.breach();
    }
    // The JVM turns SIGTERM into an exit with 143, which a workflow can use too.
    String signal = cause == ExitCause.EXITED ? null : signal();
    String frame = artifacts.crashLog().problematicFrame();
    String thread = artifacts.crashLog().thread();
    return cause.sentence()
        + (signal == null ? ", exit code " + code : ", " + signal)
        + (frame == null ? "" : ", in " + frame)
        + (thread == null ? "" : ", thread " + thread)
        + ".";
  }

  private boolean isJvmOutOfMemory() {
    return lastOutput.lines().anyMatch(line -> line.startsWith(JVM_OUT_OF_MEMORY));
  }

  private ExitCause crashed() {
    CrashLog log = artifacts.crashLog();
    if (log.isOutOfMemory()) {
      return ExitCause.OUT_OF_MEMORY;
    }
    return log.isSentFromOutside() ? ExitCause.KILLED : ExitCause.JVM_CRASHED;
  }

  private ExitCause killer() {
    if (killed != null && facts.leftByItself()) {
      return ExitCause.LEFT_ITS_LINK;
    }
    if (killed != null) {
      return killed.kind() == KillReason.Kind.SILENT
          ? ExitCause.KILLED_AS_SILENT
          : ExitCause.KILLED_BY_US;
    }
    if (artifacts.killedByKernel()) {
      return ExitCause.KILLED_BY_KERNEL;
    }
    return artifacts.hadChildren() ? ExitCause.KILLED_BESIDE_CHILDREN : ExitCause.KILLED;
  }

  private String lastLine() {
    String last = lastOutput.strip();
    String line = last.substring(last.lastIndexOf('\n') + 1);
    return CutText.of(line, MAX_LINE);
  }

  /** Names of the signals that can end a process on Linux (signal(7)). */
  static final class Signals {
    private static final int FIRST_CODE = 128;
    private static final Map<Integer, String> NAMES =
        Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL"),
            Map.entry(5, "SIGTRAP"),
            Map.entry(6, "SIGABRT"),
            Map.entry(7, "SIGBUS"),
            Map.entry(8, "SIGFPE"),
            Map.entry(9, "SIGKILL"),
            Map.entry(11, "SIGSEGV"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(15, "SIGTERM"),
            Map.entry(24, "SIGXCPU"),
            Map.entry(25, "SIGXFSZ"),
            Map.entry(31, "SIGSYS"));

    private Signals() {}

    /** Returns the signal that an exit code stands for; null if it stands for none. */
    static @Nullable String ofExitCode(int code) {
      return NAMES.get(code - FIRST_CODE);
    }
  }
}
