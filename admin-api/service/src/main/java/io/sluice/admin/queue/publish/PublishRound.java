package io.sluice.admin.queue.publish;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walk of one turn over all lanes, from the lane after the last one that was served. It goes round
 * as long as the queue takes something, and ends with the first whole round of which it takes
 * nothing. Pure.
 */
final class PublishRound {

  private static final int MAX_PAGES = 200;

  private Lane after;
  private Lane served;
  private int pages;
  private boolean wrapped;
  private boolean over;

  PublishRound(Lane served) {
    this.served = served;
    this.after = served;
  }

  /** Returns the lane after which the next page begins. */
  Lane after() {
    return after;
  }

  boolean isOver() {
    return over;
  }

  /** True if the turn ended at its limit: there is more. */
  boolean isCutOff() {
    return pages >= MAX_PAGES;
  }

  /** Returns the lane after which the next turn begins. */
  Lane served() {
    return isCutOff() ? after : served;
  }

  /**
   * Takes the result of a page.
   *
   * @param lanes on it; empty if there was none after the previous page
   * @param accepted last lane of which the queue took something; absent if it took nothing
   */
  void page(List<Lane> lanes, @Nullable Lane accepted) {
    pages++;
    if (accepted != null) {
      served = accepted;
      wrapped = false;
    }
    boolean again = wrapped;
    wrapped = again || lanes.isEmpty();
    after = lanes.isEmpty() ? Lane.FIRST : lanes.getLast();
    // The lane that was served last may be gone: then the second end of the lanes ends the round.
    boolean wholeRound = again && (lanes.isEmpty() || lanes.contains(served));
    over = wholeRound || isCutOff();
  }
}
