package io.sluice.chaos.load;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.load.Answers.Accepted;
import io.sluice.chaos.load.PlannedRequest.Share;
import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Submits what a fault needs, again and again until it is accepted. Any thread. */
public final class RetryingSubmitter {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

  private final ApiClient api;
  private final Answers answers;

  public RetryingSubmitter(ApiClient api, Answers answers) {
    this.api = api;
    this.answers = answers;
  }

  /** Answers the id; empty when it was not accepted in time. */
  public Optional<String> accepted(PlannedRequest request) throws InterruptedException {
    long began = MachineClock.nanos();
    while (MachineClock.since(began).compareTo(LIMIT) < 0) {
      var id = once(request);
      if (id.isPresent()) {
        return id;
      }
      MachineClock.pause(BETWEEN_TRIES);
    }
    return Optional.empty();
  }

  /** An execution that was accepted otherwise. */
  public void note(Accepted accepted) {
    answers.accept(accepted);
  }

  /** Asks once; empty when it was refused or the answer was lost. */
  public Optional<String> once(PlannedRequest request) throws InterruptedException {
    try {
      var answer = request.send(api);
      if (answer.status() != 202) {
        answers.count(Integer.toString(answer.status()));
        return Optional.empty();
      }
      answers.accept(
          new Accepted(
              answer.executionId(),
              request.workflow(),
              request.share(),
              MachineClock.nanos(),
              Optional.empty()));
      return Optional.of(answer.executionId());
    } catch (IOException lost) {
      answers.count("no answer");
      return Optional.empty();
    }
  }

  /** A request without any twist. */
  public static PlannedRequest request(
      String workflow, String input, Share share, int timeoutSeconds) {
    return new PlannedRequest(
        0,
        Duration.ZERO,
        new PlannedRequest.Work(workflow, share, input, timeoutSeconds),
        "high",
        "org-0",
        PlannedRequest.Key.NONE,
        PlannedRequest.Options.NONE);
  }
}
