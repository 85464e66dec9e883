package io.sluice.admin.execution;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A histogram of times by execution model, registered for every model. Safe on every thread. */
public final class ModelTimer {

  /** The models, and none for executions that never ran. */
  static final List<String> MODELS = List.of("thread", "process", "isolated", "none");

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(10),
    Duration.ofMillis(100),
    Duration.ofSeconds(1),
    Duration.ofSeconds(10),
    Duration.ofSeconds(60),
    Duration.ofSeconds(300),
    Duration.ofSeconds(3600)
  };

  private final String name;
  private final MeterRegistry meters;

  public ModelTimer(String name, MeterRegistry meters) {
    this.name = name;
    this.meters = meters;
    MODELS.forEach(this::timer);
  }

  /**
   * Records a time. It may be negative by the clocks of several machines, and then counts as zero.
   */
  public void record(@Nullable String model, Duration time) {
    timer(known(model)).record(time.isNegative() ? Duration.ZERO : time);
  }

  /** The known name of the model: a worker of another version may use another. */
  static String known(@Nullable String model) {
    String word = Objects.requireNonNullElse(model, "none");
    return MODELS.contains(word) ? word : "none";
  }

  private Timer timer(String model) {
    return Timer.builder(name)
        .tag("execution_model", model)
        .serviceLevelObjectives(BUCKETS)
        .register(meters);
  }
}
