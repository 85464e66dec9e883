package io.sluice.queue;

/**
 * One delivery of an execution. The token is {@code (epoch, claim)}: epoch is issued by PostgreSQL
 * and never goes down, claim is issued by Redis at each delivery inside an epoch (queue protocol,
 * section 3).
 */
public record Attempt(String executionId, long epoch, long claim) {

  /** The token as one text that rises with every attempt and compares as text. */
  public String fencingToken() {
    return String.format("%010d.%010d", epoch, claim);
  }
}
