package io.sluice.admin.execution.submit;

import io.sluice.admin.execution.submit.SubmissionService.Submission;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.http.RawJson;
import io.sluice.api.Problem;
import io.sluice.api.SubmissionApi.BatchItem;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads a batch: an array, or one object a line. A bad item is a problem of its own. */
@Singleton
final class BatchReader {

  /** The items of a batch, in order: requests, and the problems of items that cannot be read. */
  record Batch(List<Item> items) {

    sealed interface Item {
      record Read(Submission submission) implements Item {}

      record Bad(Problem problem) implements Item {}
    }

    List<Submission> submissions() {
      var submissions = new ArrayList<Submission>(items.size());
      for (Item item : items) {
        if (item instanceof Item.Read(Submission submission)) {
          submissions.add(submission);
        }
      }
      return submissions;
    }

    /** The answers to all items, given the answers to the readable ones. */
    List<BatchItem> answers(List<Acceptance> acceptances) {
      var next = acceptances.iterator();
      return items.stream()
          .map(
              item ->
                  switch (item) {
                    case Item.Read(var _) -> answer(next.next());
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

  private final SubmissionReader submissions;

  BatchReader(SubmissionReader submissions) {
    this.submissions = submissions;
  }

  Batch array(byte[] body) {
    List<byte[]> elements =
        RawJson.elements(body)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemType.WRONG_TYPE.problem(
                            "A batch is a JSON array, or one object a line as NDJSON.")));
    checked(elements.size());
    return new Batch(elements.stream().map(this::item).toList());
  }

  Batch lines(byte[] body) {
    var items = new ArrayList<Batch.Item>();
    int start = 0;
    for (int i = 0; i <= body.length; i++) {
      if (i == body.length || body[i] == '\n') {
        byte[] line = Arrays.copyOfRange(body, start, i);
        start = i + 1;
        if (!blank(line)) {
          items.add(item(line));
        }
        checked(items.size());
      }
    }
    return new Batch(items);
  }

  private static boolean blank(byte[] line) {
    return line.length == 0 || (line.length == 1 && line[0] == '\r');
  }

  private Batch.Item item(byte[] json) {
    try {
      return new Batch.Item.Read(submissions.read(json));
    } catch (ProblemException e) {
      return new Batch.Item.Bad(e.problem());
    }
  }

  private static void checked(int items) {
    if (items > MAX_ITEMS) {
      throw new ProblemException(
          ProblemType.TOO_LARGE.problem("A batch has at most 1000 items. Send several."));
    }
  }
}
