package io.sluice.orchestrator.launch;

/** Cause of the end of a process, as far as the evidence shows. See docs/operations.md. */
public enum ExitCause {
  EXITED("It exited by itself", Blamed.ITSELF),
  OUT_OF_MEMORY("It ran out of memory", Blamed.ITSELF),
  JVM_CRASHED("Its JVM crashed", Blamed.ITSELF),
  KILLED_BY_KERNEL("The kernel killed it for lack of memory", Blamed.NOBODY_YET),
  KILLED("A sender outside of Sluice killed it", Blamed.A_STRANGER),
  KILLED_BESIDE_CHILDREN(
      "It was killed by SIGKILL, which one of its own child processes may have sent",
      Blamed.NOBODY_YET),
  BROKE_LINK("It broke the protocol of its link", Blamed.ITSELF),
  LEFT_ITS_LINK(
      "It closed its link without being told to end, and had to be killed", Blamed.NOBODY_YET),
  KILLED_AS_SILENT("Its worker killed it because it did not respond", Blamed.NOBODY_YET),
  KILLED_BY_US("Its worker killed it", Blamed.NOBODY),
  TERMINATED("It was terminated", Blamed.NOBODY),
  ORCHESTRATOR_GONE("It lost its orchestrator", Blamed.NOBODY),
  HANDSHAKE_FAILED("Its handshake failed", Blamed.NOBODY),
  HALTED("It did not end in order and halted itself", Blamed.NOBODY);

  /** Attribution of the end to executions of the process. */
  public enum Blamed {
    /** One of them caused it: convicted if it was the only one. */
    ITSELF,
    /** One of them may have caused it, without proof: the memory of a container is shared. */
    NOBODY_YET,
    /** An unknown sender caused it, from outside as far as the evidence shows (ADR 16). */
    A_STRANGER,
    /** It was ordered, or the process ended for a reason of its own. */
    NOBODY
  }

  private final String words;
  private final Blamed blamed;

  ExitCause(String words, Blamed blamed) {
    this.words = words;
    this.blamed = blamed;
  }

  String words() {
    return words;
  }

  public Blamed blamed() {
    return blamed;
  }

  /** Returns the {@code error_type} of an execution that ends by it. */
  public String errorType() {
    return switch (this) {
      case OUT_OF_MEMORY, KILLED_BY_KERNEL -> "OutOfMemory";
      case EXITED,
          JVM_CRASHED,
          KILLED,
          KILLED_BESIDE_CHILDREN,
          BROKE_LINK,
          LEFT_ITS_LINK,
          KILLED_AS_SILENT,
          KILLED_BY_US,
          TERMINATED,
          ORCHESTRATOR_GONE,
          HANDSHAKE_FAILED,
          HALTED ->
          "ProcessCrashed";
    };
  }
}
