package io.sluice.process.life;

/** Why a process ended, as its exit code (supervision, section 9). */
public enum ExitCode {
  /** After Drained. */
  DRAINED(0),
  /** Direct memory or native threads ran out; for the heap the JVM itself exits with 3. */
  OUT_OF_MEMORY(70),
  ORCHESTRATOR_GONE(71),
  /** Wrong arguments, or the handshake failed; standard error says which, in a sentence. */
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

  /** Ends the JVM at once: shutdown hooks belong to workflows too, so none is asked. */
  public void halt() {
    Runtime.getRuntime().halt(code);
  }
}
