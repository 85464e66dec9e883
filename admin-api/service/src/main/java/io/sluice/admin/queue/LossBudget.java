package io.sluice.admin.queue;

import jakarta.inject.Singleton;

/** How often an execution may be lost to infrastructure before it fails. */
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

  /** How many further losses end an execution that has had some. */
  public int left(int spent) {
    return Math.max(1, losses + 1 - spent);
  }
}
