package io.sluice.diagnostics.execution;

import io.sluice.api.DeadLetterApi.DiscardRequest;
import io.sluice.api.DeadLetterApi.RequeueAnswer;
import io.sluice.api.DeadLetterApi.RequeueRequest;
import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.page.ErrorView;
import io.sluice.diagnostics.page.Ids;
import io.sluice.diagnostics.page.Typed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Runs chosen dead letters of a page again, or discards them. */
@ApplicationScoped
class SelectedDeadLetters {

  private static final int MAX_CHOSEN = 50;
  private static final ErrorView NONE_CHOSEN =
      new ErrorView(422, "None is chosen", "Check the dead letters that you mean.");
  private static final ErrorView NO_REASON =
      new ErrorView(422, "There is no reason", "Say why they are discarded, for the audit log.");

  private final AdminApiClient api;

  SelectedDeadLetters(@RestClient AdminApiClient api) {
    this.api = api;
  }

  /**
   * The result for the chosen ones.
   *
   * @param said the result in words; empty if nothing was done
   * @param error why nothing was done; null if something was
   */
  record Outcome(String said, List<RequeueAnswer.Refused> refused, @Nullable ErrorView error) {

    static Outcome of(ErrorView error) {
      return new Outcome("", List.of(), error);
    }

    static Outcome of(int done, String words, List<RequeueAnswer.Refused> refused) {
      String stay = refused.isEmpty() ? "" : ", " + refused.size() + " stay here";
      return new Outcome(done + " " + words + stay + ".", refused, null);
    }
  }

  Outcome process(List<String> typed, @Nullable String action, @Nullable String reason) {
    List<UUID> ids = typed.stream().limit(MAX_CHOSEN).map(Ids::of).toList();
    if (ids.isEmpty()) {
      return Outcome.of(NONE_CHOSEN);
    }
    if (!"discard".equals(action)) {
      RequeueAnswer answer =
          api.requeueDeadLetters(new RequeueRequest(ids, null, null, null, null, null, null, null));
      return Outcome.of(answer.requeued(), "wait again", answer.refused());
    }
    String why = Typed.optional(reason);
    return why == null ? Outcome.of(NO_REASON) : discard(ids, why);
  }

  private Outcome discard(List<UUID> ids, String reason) {
    var refused = new ArrayList<RequeueAnswer.Refused>();
    for (UUID id : ids) {
      try {
        api.discardDeadLetter(id, new DiscardRequest(reason));
      } catch (ApiProblem problem) {
        if (problem.status() != 404) {
          throw problem;
        }
        refused.add(new RequeueAnswer.Refused(id, problem.title(), problem.sentence()));
      }
    }
    return Outcome.of(ids.size() - refused.size(), "discarded", refused);
  }
}
