package io.sluice.admin.execution.submit;

import io.sluice.api.Problem;
import io.sluice.api.SubmissionApi.BatchItem;
import io.sluice.api.SubmissionApi.SubmitRequest;
import java.util.ArrayList;
import java.util.List;

/** The items of a batch, in order: requests, and the problems of items that cannot be read. */
record Batch(List<Item> items) {

  sealed interface Item {
    record Request(SubmitRequest request) implements Item {}

    record Bad(Problem problem) implements Item {}
  }

  List<SubmitRequest> requests() {
    var requests = new ArrayList<SubmitRequest>(items.size());
    for (Item item : items) {
      if (item instanceof Item.Request(SubmitRequest request)) {
        requests.add(request);
      }
    }
    return requests;
  }

  /** The answers to all items, given the answers to the readable ones. */
  List<BatchItem> answers(List<Acceptance> acceptances) {
    var next = acceptances.iterator();
    return items.stream()
        .map(
            item ->
                switch (item) {
                  case Item.Request(var _) -> answer(next.next());
                  case Item.Bad(Problem problem) -> new BatchItem(null, null, problem);
                })
        .toList();
  }

  private static BatchItem answer(Acceptance acceptance) {
    return switch (acceptance) {
      case Acceptance.Accepted(var answer) ->
          new BatchItem(answer.executionId(), answer.status(), null);
      case Acceptance.Refused(Problem problem) -> new BatchItem(null, null, problem);
    };
  }
}
