package io.sluice.api;

/** Status of an execution, as in docs/architecture.md. */
public enum ExecutionStatus {
  AWAITING_APPROVAL,
  SCHEDULED,
  PENDING,
  RUNNING,
  SUCCESS,
  FAILED,
  TIMEOUT,
  CANCELLED,
  BLOCKED;

  /** Returns true if the execution has ended. Its row keeps this outcome. */
  public boolean terminal() {
    return switch (this) {
      case AWAITING_APPROVAL, SCHEDULED, PENDING, RUNNING -> false;
      case SUCCESS, FAILED, TIMEOUT, CANCELLED, BLOCKED -> true;
    };
  }
}
