package io.sluice.api;

/** Where an execution is in its life (architecture, section 1). */
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

  /** Whether it has ended: such a row keeps its outcome for ever. */
  public boolean terminal() {
    return switch (this) {
      case AWAITING_APPROVAL, SCHEDULED, PENDING, RUNNING -> false;
      case SUCCESS, FAILED, TIMEOUT, CANCELLED, BLOCKED -> true;
    };
  }
}
