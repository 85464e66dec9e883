package io.sluice.service;

import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Generates random ids, except for spans whose id was known before they began. */
public final class ChosenSpanIds implements IdGenerator {
  private static final ThreadLocal<@Nullable String> CHOSEN = new ThreadLocal<>();

  private final IdGenerator random = IdGenerator.random();

  /** Begins one span with this id. */
  static <T> T with(String spanId, Supplier<T> begin) {
    CHOSEN.set(spanId);
    try {
      return begin.get();
    } finally {
      CHOSEN.remove();
    }
  }

  @Override
  public String generateSpanId() {
    String chosen = CHOSEN.get();
    return chosen == null ? random.generateSpanId() : chosen;
  }

  @Override
  public String generateTraceId() {
    return random.generateTraceId();
  }
}
