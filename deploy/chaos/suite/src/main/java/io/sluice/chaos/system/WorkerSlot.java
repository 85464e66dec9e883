package io.sluice.chaos.system;

import io.sluice.chaos.proxy.FaultProxy;
import io.sluice.local.child.Child;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The slot of one worker, across its restarts: number, proxy and log. */
public final class WorkerSlot {
  private final int number;
  private final FaultProxy redis;
  private volatile @Nullable Child child;

  WorkerSlot(int number, FaultProxy redis) {
    this.number = number;
    this.redis = redis;
  }

  public int number() {
    return number;
  }

  /** Between it and Redis. */
  public FaultProxy redis() {
    return redis;
  }

  /** Its pid, while it lives. */
  public Optional<Long> pid() {
    var sits = child;
    return sits != null && sits.isAlive() ? Optional.of(sits.pid()) : Optional.empty();
  }

  public boolean isAlive() {
    return pid().isPresent();
  }

  public List<ObservedProcess> processes() {
    return pid().map(ObservedProcess::of).orElse(List.of());
  }

  void sits(@Nullable Child next) {
    child = next;
  }

  @Nullable Child child() {
    return child;
  }
}
