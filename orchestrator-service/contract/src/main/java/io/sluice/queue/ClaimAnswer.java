package io.sluice.queue;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
   * @param unreadable what was claimed too, and is not readable by this version
   * @param lastIds last ids of the three streams: an idle worker blocks on what comes after them
   */
  record Claimed(
      String generation,
      List<ClaimedExecution> executions,
      List<Unreadable> unreadable,
      List<String> lastIds)
      implements ClaimAnswer {}

  /**
   * A queue entry that would fail again at whoever claims it.
   *
   * @param attempt which attempt it is; null when not even that can be read
   * @param reason why it is not readable, in words
   */
  record Unreadable(@Nullable Attempt attempt, String reason) {}
}
