package io.sluice.admin.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import io.sluice.admin.database.Database;
import io.sluice.admin.problem.ProblemType;
import io.sluice.admin.queue.Enqueuer;
import io.sluice.admin.queue.LossBudget;
import io.sluice.api.Problem;
import io.sluice.api.SubmitRequest;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Accepts executions: one transaction for all of a request, and after its commit a best-effort
 * enqueue. Redis away is no error: the publisher takes the row later.
 */
@Singleton
final class Acceptor {

  private final Database database;
  private final AcceptanceRows rows;
  private final ExecutionIds ids;
  private final Enqueuer enqueuer;
  private final LossBudget budget;
  private final ObjectMapper json;
  private final AcceptanceRules rules;

  Acceptor(
      Database database,
      AcceptanceRows rows,
      ExecutionIds ids,
      Enqueuer enqueuer,
      LossBudget budget,
      ObjectMapper json,
      ExecutionConfig config) {
    this.database = database;
    this.rows = rows;
    this.ids = ids;
    this.enqueuer = enqueuer;
    this.budget = budget;
    this.json = json;
    this.rules = new AcceptanceRules(config.timeoutSeconds());
  }

  /** One answer for each request, in order. */
  List<Acceptance> accept(List<SubmitRequest> requests, String who) {
    List<Submission> submissions = requests.stream().map(this::submission).toList();
    var accepted = new ArrayList<NewExecution>();
    List<Acceptance> answers =
        database.transaction(
            connection -> {
              accepted.clear();
              List<Acceptance> decided = decide(connection, submissions, accepted);
              rows.insert(connection, accepted, who);
              return decided;
            });
    enqueue(accepted);
    return answers;
  }

  /** The same key and body give the first answer again; another body is refused. */
  Acceptance acceptOnce(SubmitRequest request, String key, String who) {
    Submission submission = submission(request);
    String organization = Objects.requireNonNullElse(request.organization(), "");
    var accepted = new ArrayList<NewExecution>();
    Acceptance answer =
        database.transaction(
            connection -> {
              accepted.clear();
              Acceptance decided = decide(connection, List.of(submission), accepted).getFirst();
              if (decided instanceof Acceptance.Accepted(var first)) {
                var held =
                    rows.hold(connection, organization, key, hash(request), first.executionId());
                if (held.isPresent()) {
                  accepted.clear();
                  return again(held.get(), hash(request));
                }
                rows.insert(connection, accepted, who);
              }
              return decided;
            });
    enqueue(accepted);
    return answer;
  }

  private static Acceptance again(AcceptanceRows.HeldKey held, String hash) {
    return held.bodyHash().equals(hash)
        ? Acceptance.Accepted.pending(held.executionId())
        : new Acceptance.Refused(
            ProblemType.KEY_REUSED.problem(
                "This Idempotency-Key came with another body before. Use a new key for a new"
                    + " request."));
  }

  private List<Acceptance> decide(
      Connection connection, List<Submission> submissions, List<NewExecution> accepted)
      throws SQLException {
    var names = submissions.stream().map(each -> each.request().workflow()).distinct().toList();
    var workflows = rows.workflows(connection, names);
    var answers = new ArrayList<Acceptance>(submissions.size());
    for (Submission submission : submissions) {
      RunnableWorkflow workflow = workflows.get(submission.request().workflow());
      Problem problem = AcceptanceRules.problem(submission, workflow);
      if (problem != null || workflow == null) {
        answers.add(new Acceptance.Refused(Objects.requireNonNull(problem)));
      } else {
        NewExecution execution = execution(submission, workflow);
        accepted.add(execution);
        answers.add(Acceptance.Accepted.pending(execution.id()));
      }
    }
    return answers;
  }

  private NewExecution execution(Submission submission, RunnableWorkflow workflow) {
    SubmitRequest request = submission.request();
    return new NewExecution(
        ids.next(),
        workflow,
        submission.inputJson(),
        rules.timeoutMs(request, workflow),
        AcceptanceRules.priority(request),
        AcceptanceRules.executionModel(request, workflow),
        request.organization(),
        labels(request),
        AcceptanceRules.maxRetries(request, workflow));
  }

  private void enqueue(List<NewExecution> accepted) {
    enqueuer.enqueue(accepted.stream().map(each -> each.entry(budget.left(0))).toList());
  }

  private Submission submission(SubmitRequest request) {
    return new Submission(
        request, text(Objects.requireNonNullElse(request.input(), NullNode.getInstance())));
  }

  private @Nullable String labels(SubmitRequest request) {
    var labels = request.labels();
    return labels == null || labels.isEmpty() ? null : text(labels);
  }

  private String hash(SubmitRequest request) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(text(request).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private String text(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
