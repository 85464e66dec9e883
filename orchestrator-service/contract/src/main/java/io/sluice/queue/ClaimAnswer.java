package io.sluice.queue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Result of a claim. */
public sealed interface ClaimAnswer {

  /**
   * The queue has lost its incarnation or its blacklist and is being rebuilt: no claims are
   * possible yet.
   */
  record NotReady() implements ClaimAnswer {}

  /**
   * Too many results are not recorded yet: the worker finishes running executions and claims no
   * more.
   */
  record Backpressure() implements ClaimAnswer {}

  /**
   * The claimed executions.
   *
   * @param generation incarnation of the queue; a changed one means that Redis lost data
   * @param executions at most the requested number, in the order to start them
   * @param unreadable claimed entries that this version cannot read
   * @param lastIds last ids of the three streams; an idle worker blocks on entries after them
   */
  record Claimed(
      String generation,
      List<ClaimedExecution> executions,
      List<Unreadable> unreadable,
      List<String> lastIds)
      implements ClaimAnswer {}

  /**
   * A queue entry that would fail at each worker that claims it.
   *
   * @param attempt its attempt; null if not even that can be read
   * @param reason why it is not readable, as a sentence
   */
  record Unreadable(@Nullable Attempt attempt, String reason) {}
}
