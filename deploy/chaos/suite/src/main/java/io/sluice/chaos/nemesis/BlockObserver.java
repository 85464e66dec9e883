package io.sluice.chaos.nemesis;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Records when a workflow was blocked in Redis. Any thread. */
public final class BlockObserver {
  private final ConcurrentLinkedQueue<Block> all = new ConcurrentLinkedQueue<>();

  /**
   * A period in which no execution of a workflow may start.
   *
   * @param from milliseconds of Redis' clock when the block was seen there
   * @param to milliseconds of Redis' clock before its removal was committed
   */
  public record Block(String workflow, long from, long to) {}

  void add(Block block) {
    all.add(block);
  }

  public List<Block> all() {
    return List.copyOf(all);
  }
}
