package io.sluice.orchestrator.results;

import io.opentelemetry.sdk.trace.IdGenerator;
import io.sluice.service.ChosenSpanIds;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Generates the ids of spans: those of attempts are known before their spans are exported. */
final class SpanIds {

  private SpanIds() {}

  @Produces
  @Singleton
  static IdGenerator ids() {
    return new ChosenSpanIds();
  }
}
