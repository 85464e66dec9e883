package io.sluice.process.lifecycle;

/** Exit code of the process, by cause. */
public enum ExitCode {
  /** After Drained. */
  DRAINED(0),
  /** Direct memory or native threads are exhausted; for the heap the JVM itself exits with 3. */
  OUT_OF_MEMORY(70),
  ORCHESTRATOR_GONE(71),
  /** Wrong arguments, or a failed handshake; standard error contains the reason as a sentence. */
  START_REFUSED(72),
  /** An orderly exit took longer than the graceful shutdown allows. */
  HALT_TIMER(77);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** Ends the JVM at once, without shutdown hooks, because workflows may have added some. */
  public void halt() {
    Runtime.getRuntime().halt(code);
  }
}
