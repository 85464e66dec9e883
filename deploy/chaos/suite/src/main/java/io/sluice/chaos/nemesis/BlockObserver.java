package io.sluice.chaos.nemesis;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** When which workflow was seen as blocked in Redis. Any thread. */
public final class BlockObserver {
  private final ConcurrentLinkedQueue<Block> all = new ConcurrentLinkedQueue<>();

  /**
   * A time in which nothing of a workflow may start.
   *
   * @param from milliseconds of the clock of Redis, when the block was seen there
   * @param to the same, before its removal was committed
   */
  public record Block(String workflow, long from, long to) {}

  void add(Block block) {
    all.add(block);
  }

  public List<Block> all() {
    return List.copyOf(all);
  }
}
