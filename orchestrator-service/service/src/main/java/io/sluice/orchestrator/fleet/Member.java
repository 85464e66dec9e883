package io.sluice.orchestrator.fleet;

import java.time.Instant;

/**
 * One process as the fleet sees it.
 *
 * @param since when it entered its state
 */
public record Member(ProcessState state, Instant since) {

  Member in(ProcessState next, Instant now) {
    return new Member(next, next.name().equals(state.name()) ? since : now);
  }
}
