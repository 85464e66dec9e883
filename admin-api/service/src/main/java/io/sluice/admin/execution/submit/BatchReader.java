package io.sluice.admin.execution.submit;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.http.RequestReader;
import io.sluice.api.Problem;
import io.sluice.api.SubmissionApi.BatchItem;
import io.sluice.api.SubmissionApi.SubmitRequest;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Reads a batch: an array, or one object a line. A bad item is a problem of its own. */
@Singleton
final class BatchReader {

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

  private static final int MAX_ITEMS = 1000;

  private final RequestReader requests;

  BatchReader(RequestReader requests) {
    this.requests = requests;
  }

  Batch array(byte[] body) {
    JsonNode tree = requests.tree(body);
    if (!tree.isArray()) {
      throw new ProblemException(
          ProblemType.WRONG_TYPE.problem(
              "A batch is a JSON array, or one object a line as NDJSON."));
    }
    var items = new ArrayList<Batch.Item>(tree.size());
    for (JsonNode node : tree) {
      items.add(item(() -> requests.read(node, SubmitRequest.class)));
    }
    return checked(items);
  }

  Batch lines(byte[] body) {
    var items = new ArrayList<Batch.Item>();
    int start = 0;
    for (int i = 0; i <= body.length; i++) {
      if (i == body.length || body[i] == '\n') {
        byte[] line = Arrays.copyOfRange(body, start, i);
        start = i + 1;
        if (!blank(line)) {
          items.add(item(() -> requests.read(line, SubmitRequest.class)));
        }
        checked(items);
      }
    }
    return checked(items);
  }

  private static boolean blank(byte[] line) {
    return line.length == 0 || (line.length == 1 && line[0] == '\r');
  }

  private static Batch.Item item(Supplier<SubmitRequest> request) {
    try {
      return new Batch.Item.Request(request.get());
    } catch (ProblemException e) {
      return new Batch.Item.Bad(e.problem());
    }
  }

  private static Batch checked(List<Batch.Item> items) {
    if (items.size() > MAX_ITEMS) {
      throw new ProblemException(
          ProblemType.TOO_LARGE.problem("A batch has at most 1000 items. Send several."));
    }
    return new Batch(items);
  }
}
