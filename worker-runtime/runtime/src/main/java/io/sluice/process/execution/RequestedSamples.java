package io.sluice.process.execution;

import io.sluice.process.diagnosis.StackSampler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Samples requested by the orchestrator: three of each execution, close together, because it waits
 * 2 s for the answer. Owned by the loop thread.
 */
final class RequestedSamples {
  private static final Duration STEP = Duration.ofMillis(250);
  private static final int BEFORE_LAST = 2;

  /** Unfinished samples of one execution. */
  private record Request(RunningExecution execution, int taken, Instant due) {}

  private final StackSampler sampler;
  private final BiConsumer<RunningExecution, String> answer;
  private List<Request> requests = new ArrayList<>();

  /**
   * @param answer receives the dossier of each execution as JSON
   */
  RequestedSamples(StackSampler sampler, BiConsumer<RunningExecution, String> answer) {
    this.sampler = sampler;
    this.answer = answer;
  }

  void add(RunningExecution execution, Instant now) {
    if (requests.stream().noneMatch(request -> request.execution() == execution)) {
      requests.add(new Request(execution, 0, now));
    }
  }

  void advance(Instant now) {
    if (requests.isEmpty()) {
      return;
    }
    List<Request> later = new ArrayList<>();
    for (var request : requests) {
      if (now.isBefore(request.due())) {
        later.add(request);
      } else if (request.taken() < BEFORE_LAST) {
        request.execution().evidence().sample(sampler);
        later.add(new Request(request.execution(), request.taken() + 1, now.plus(STEP)));
      } else {
        conclude(request.execution());
      }
    }
    requests = later;
  }

  private void conclude(RunningExecution execution) {
    var members = execution.group().threadsAtWork();
    answer.accept(
        execution,
        execution.evidence().conclude(sampler, execution.dossierTarget(), members).json());
  }

  Instant nextDue() {
    return requests.stream().map(Request::due).min(Instant::compareTo).orElse(Instant.MAX);
  }
}
