package io.sluice.diagnosis;

/** Error types that Sluice itself records, as opposed to the class that a workflow threw. */
public enum ErrorType {
  /** It ignored its cancellation. */
  EXECUTION_STUCK("ExecutionStuck"),
  /** It stopped at its deadline. */
  TIMEOUT("TimeoutError"),
  /** Its process ended. */
  PROCESS_CRASHED("ProcessCrashed"),
  /** Its process ran out of memory. */
  OUT_OF_MEMORY("OutOfMemory"),
  /** Its worker was lost, or lost its lease. */
  WORKER_LOST("WorkerLost"),
  /** It had more threads than allowed. */
  TOO_MANY_THREADS("TooManyThreads"),
  /** Its entry in the queue is not readable. */
  UNREADABLE_ENTRY("UnreadableEntry"),
  BUNDLE_UNUSABLE("BundleUnusable"),
  INVALID_INPUT("InvalidInput"),
  RESULT_TOO_LARGE("ResultTooLarge"),
  RESULT_NOT_SERIALIZABLE("ResultNotSerializable");

  private final String wire;

  ErrorType(String wire) {
    this.wire = wire;
  }

  /** Returns the name in records and messages. */
  public String wire() {
    return wire;
  }
}
