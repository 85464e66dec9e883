package io.sluice.orchestrator.process;

import io.sluice.orchestrator.fleet.KillReason;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A process that is never there, for what only needs to name one. */
public record NoProcess() implements LaunchedProcess {
  @Override
  public long pid() {
    return 1;
  }

  @Override
  public void terminate() {}

  @Override
  public void kill(KillReason reason) {}

  @Override
  public Optional<String> passedLimit() {
    return Optional.empty();
  }

  @Override
  public CompletionStage<ProcessExit> exit() {
    return new CompletableFuture<>();
  }
}
