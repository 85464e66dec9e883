package io.sluice.queue;

import java.util.List;

/** What a claim gave. */
public sealed interface ClaimAnswer {

  /**
   * The queue has lost its generation or its blacklist and is being rebuilt: nothing may be claimed
   * yet.
   */
  record NotReady() implements ClaimAnswer {}

  /** Results wait unrecorded: finish what runs, take no more. */
  record Backpressure() implements ClaimAnswer {}

  /**
   * What was claimed.
   *
   * @param generation the queue's generation; a changed one means that Redis lost data
   * @param executions at most as many as asked for, in the order to start them
   * @param lastIds last ids of the three streams: an idle worker blocks on what comes after them
   */
  record Claimed(String generation, List<ClaimedExecution> executions, List<String> lastIds)
      implements ClaimAnswer {}
}
