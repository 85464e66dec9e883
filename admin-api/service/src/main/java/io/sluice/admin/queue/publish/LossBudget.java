package io.sluice.admin.queue.publish;

import jakarta.inject.Singleton;

/** The number of losses that are tolerated. */
@Singleton
public final class LossBudget {

  private final int losses;

  LossBudget(QueueConfig config) {
    this.losses = config.lossBudget();
  }

  /** The number of losses that are forgiven. */
  public int losses() {
    return losses;
  }

  /** The number of further losses that end an execution with this many losses. */
  public int left(int spent) {
    return Math.max(1, losses + 1 - spent);
  }
}
