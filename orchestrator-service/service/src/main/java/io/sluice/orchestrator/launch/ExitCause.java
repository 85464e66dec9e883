package io.sluice.orchestrator.launch;

/** Why a process ended, as far as its exit code tells. */
public enum ExitCause {
  EXITED("It exited by itself.", true),
  OUT_OF_MEMORY("It ran out of memory.", true),
  ORCHESTRATOR_GONE("It lost its orchestrator.", false),
  HANDSHAKE_FAILED("Its handshake failed.", false),
  HALTED("It did not end in order and halted itself.", false),
  JVM_CRASHED("Its JVM crashed.", true),
  KILLED("It was killed from outside, possibly for lack of memory.", false),
  KILLED_BY_US("It was killed by its worker.", false),
  TERMINATED("It was terminated.", false);

  private final String words;
  private final boolean ownFault;

  ExitCause(String words, boolean ownFault) {
    this.words = words;
    this.ownFault = ownFault;
  }

  public String words() {
    return words;
  }

  /** Whether an execution that was alone in the process is convicted by it. */
  public boolean ownFault() {
    return ownFault;
  }

  /** The {@code error_type} of an execution that ends by it. */
  public String errorType() {
    return this == OUT_OF_MEMORY ? "OutOfMemory" : "ProcessCrashed";
  }
}
