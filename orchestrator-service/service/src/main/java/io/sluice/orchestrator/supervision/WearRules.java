package io.sluice.orchestrator.supervision;

import io.sluice.orchestrator.fleet.ModelPolicy;
import io.sluice.orchestrator.fleet.ReplaceReason;
import java.util.Optional;

/**
 * Whether a process has done or taken so much that another one should take its place (supervision,
 * sections 1 and 10). Pure.
 *
 * @param mostRssBytes resident memory beyond which a process gives way; 0 for no such limit
 */
public record WearRules(long mostRssBytes) {

  /** After an execution has ended in it. */
  Optional<ReplaceReason> afterExecution(long ended, ModelPolicy model) {
    return model.executions() > 0 && ended >= model.executions()
        ? Optional.of(ReplaceReason.EXECUTIONS)
        : Optional.empty();
  }

  /** With each of its statistics. */
  Optional<ReplaceReason> withMemory(long rssBytes) {
    return mostRssBytes > 0 && rssBytes > mostRssBytes
        ? Optional.of(ReplaceReason.MEMORY)
        : Optional.empty();
  }
}
