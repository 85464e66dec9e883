package io.sluice.orchestrator.launch;

import org.jspecify.annotations.Nullable;

/**
 * How a process ended. A code is evidence, not proof: a workflow can exit with any.
 *
 * @param code 128 + signal when a signal ended it
 * @param killed why this worker sent SIGKILL, in a sentence; null when it did not
 * @param lastOutput the end of what it printed, at most 64 KiB
 */
public record ProcessExit(int code, @Nullable String killed, String lastOutput) {

  /** One sentence for logs and readiness. */
  public String inWords() {
    String last = lastOutput.strip();
    int line = last.lastIndexOf('\n');
    String tail = line < 0 ? last : last.substring(line + 1);
    String words = killed != null && cause() == ExitCause.KILLED_BY_US ? killed : cause().words();
    return tail.isEmpty() ? words : words + " Last output: " + tail;
  }

  /** What the code says (supervision, section 9). */
  public ExitCause cause() {
    return switch (code) {
      case 0 -> ExitCause.EXITED;
      case 3, 70 -> ExitCause.OUT_OF_MEMORY;
      case 71 -> ExitCause.ORCHESTRATOR_GONE;
      case 72 -> ExitCause.HANDSHAKE_FAILED;
      case 77 -> ExitCause.HALTED;
      case 134, 139 -> ExitCause.JVM_CRASHED;
      case 137 -> killed == null ? ExitCause.KILLED : ExitCause.KILLED_BY_US;
      case 143 -> ExitCause.TERMINATED;
      default -> ExitCause.EXITED;
    };
  }
}
