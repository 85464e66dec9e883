package io.sluice.orchestrator.process;

import io.sluice.diagnosis.ErrorType;

/** Cause of the end of a process, as far as the evidence shows. See docs/operations.md. */
public enum ExitCause {
  EXITED("It exited by itself", Attribution.EXECUTION),
  OUT_OF_MEMORY("It ran out of memory", Attribution.EXECUTION),
  JVM_CRASHED("Its JVM crashed", Attribution.EXECUTION),
  KILLED_BY_KERNEL("The kernel killed it for lack of memory", Attribution.SUSPECTED),
  KILLED("A sender outside of Sluice killed it", Attribution.OUTSIDER),
  KILLED_BESIDE_CHILDREN(
      "It was killed by SIGKILL, which one of its own child processes may have sent",
      Attribution.SUSPECTED),
  BROKE_LINK("It broke the protocol of its link", Attribution.EXECUTION),
  LEFT_ITS_LINK(
      "It closed its link without being told to end, and had to be killed", Attribution.SUSPECTED),
  KILLED_AS_SILENT("Its worker killed it because it did not respond", Attribution.SUSPECTED),
  KILLED_BY_US("Its worker killed it", Attribution.NONE),
  TERMINATED("It was terminated", Attribution.NONE),
  ORCHESTRATOR_GONE("It lost its orchestrator", Attribution.NONE),
  HANDSHAKE_FAILED("Its handshake failed", Attribution.NONE),
  HALTED("It did not end in order and halted itself", Attribution.NONE);

  /** Attribution of the end to executions of the process. */
  public enum Attribution {
    /** One of them caused it: convicted if it was the only one. */
    EXECUTION,
    /** One of them may have caused it, without proof: the memory of a container is shared. */
    SUSPECTED,
    /** An unknown sender caused it, from outside as far as the evidence shows (ADR 16). */
    OUTSIDER,
    /** It was ordered, or the process ended for a reason of its own. */
    NONE
  }

  private final String sentence;
  private final Attribution attribution;

  ExitCause(String sentence, Attribution attribution) {
    this.sentence = sentence;
    this.attribution = attribution;
  }

  String sentence() {
    return sentence;
  }

  public Attribution attribution() {
    return attribution;
  }

  /** Returns the error type of an execution that ends by it. */
  public ErrorType errorType() {
    return switch (this) {
      case OUT_OF_MEMORY, KILLED_BY_KERNEL -> ErrorType.OUT_OF_MEMORY;
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
          ErrorType.PROCESS_CRASHED;
    };
  }
}
