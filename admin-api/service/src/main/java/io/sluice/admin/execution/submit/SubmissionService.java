package io.sluice.admin.execution.submit;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.admin.database.Database;
import io.sluice.admin.execution.ExecutionConfig;
import io.sluice.admin.execution.ExecutionIds;
import io.sluice.admin.execution.ExecutionListener;
import io.sluice.admin.execution.ExecutionSubmitStore;
import io.sluice.admin.execution.ExecutionSubmitStore.KeyHolder;
import io.sluice.admin.execution.NewExecution;
import io.sluice.admin.execution.RunnableWorkflow;
import io.sluice.admin.execution.submit.Acceptance.Decision;
import io.sluice.admin.execution.submit.SubmissionStore.BodyHashes;
import io.sluice.admin.execution.submit.SubmissionStore.HeldKey;
import io.sluice.admin.execution.submit.SubmitTracer.SubmitSpans;
import io.sluice.admin.http.JsonText;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.http.RawJson;
import io.sluice.admin.identity.Organizations;
import io.sluice.admin.queue.publish.Enqueuer;
import io.sluice.admin.queue.publish.LossBudget;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.Problem;
import io.sluice.api.SubmissionApi.SubmitRequest;
import io.sluice.queue.Hashes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Accepts executions: writes all of a request in one transaction and enqueues them after its
 * commit. An enqueue that fails is no error: the publisher takes the row later.
 */
@Singleton
public final class SubmissionService {

  /**
   * The caller of a submission.
   *
   * @param organizations organizations for which the caller may submit
   */
  public record Submitter(String name, Organizations organizations) {}

  /**
   * The input of a submission.
   *
   * @param field path of the input in the caller's request
   * @param json the input as it was sent
   */
  public record Input(String field, String json) {}

  /**
   * A request that was read and is ready for a decision.
   *
   * @param body the whole request as it was sent
   * @param awaitsApproval true if a council decides whether it runs
   */
  @SuppressWarnings("ArrayRecordComponent") // It is never compared.
  public record Submission(
      SubmitRequest request, Input input, byte[] body, boolean awaitsApproval) {}

  /** Writes what belongs to an accepted execution, in the transaction that writes it. */
  @FunctionalInterface
  public interface Companion {
    void write(Connection connection, UUID execution, Instant now) throws SQLException;
  }

  private final Database database;
  private final SubmissionStore store;
  private final InputSchemas schemas;
  private final ExecutionSubmitStore executions;
  private final ExecutionIds ids;
  private final Enqueuer enqueuer;
  private final ExecutionListener listener;
  private final LossBudget budget;
  private final WaitingQuota quota;
  private final SubmitTracer tracer;
  private final InstantSource clock;
  private final ObjectMapper json;
  private final AcceptanceRules rules;

  SubmissionService(
      Database database,
      SubmissionStore store,
      InputSchemas schemas,
      ExecutionSubmitStore executions,
      ExecutionIds ids,
      Enqueuer enqueuer,
      ExecutionListener listener,
      LossBudget budget,
      WaitingQuota quota,
      SubmitTracer tracer,
      InstantSource clock,
      ObjectMapper json,
      ExecutionConfig config) {
    this.database = database;
    this.store = store;
    this.schemas = schemas;
    this.executions = executions;
    this.ids = ids;
    this.enqueuer = enqueuer;
    this.listener = listener;
    this.budget = budget;
    this.quota = quota;
    this.tracer = tracer;
    this.clock = clock;
    this.json = json;
    this.rules = new AcceptanceRules(config);
  }

  /**
   * Accepts each request by itself.
   *
   * @return one answer for each request, in order
   */
  List<Acceptance> accept(List<Submission> submissions, Submitter who) {
    return run(submissions, who, (_, _, _) -> {}).stream().map(Decision::acceptance).toList();
  }

  /**
   * Accepts an execution together with what belongs to it.
   *
   * @param key idempotency key: the same key and body give the id of the first request, and write
   *     nothing; null if the request has none
   * @throws ProblemException if it is refused
   */
  public UUID accept(
      Submission submission, @Nullable String key, Submitter who, Companion companion) {
    Acceptance acceptance =
        key == null
            ? run(
                    List.of(submission),
                    who,
                    (connection, written, now) -> {
                      if (written.getFirst() instanceof Decision.Accepted(var execution)) {
                        companion.write(connection, execution.id(), now);
                      }
                    })
                .getFirst()
                .acceptance()
            : acceptOnce(submission, key, who, companion);
    return switch (acceptance) {
      case Acceptance.Accepted(var answer) -> answer.executionId();
      case Acceptance.Refused(Problem problem) -> throw new ProblemException(problem);
    };
  }

  /**
   * Finds the execution that the same request has made before, so that its repetition is answered
   * without another look at what may have changed since.
   *
   * @param body the whole request as it was sent
   * @throws ProblemException if the key came with another body, or the organization is not one of
   *     the caller's
   */
  public Optional<UUID> acceptedBefore(
      String key, byte[] body, @Nullable String organization, Submitter who) {
    Problem foreign = AcceptanceRules.problemOfOrganization(organization, who.organizations());
    if (foreign != null) {
      throw new ProblemException(foreign);
    }
    HeldKey held =
        database
            .read(
                connection ->
                    store.held(connection, Objects.requireNonNullElse(organization, ""), key))
            .orElse(null);
    if (held == null || held.canonicalHash() == null) {
      return Optional.empty();
    }
    if (!held.canonicalHash().equals(Hashes.sha256(RawJson.canonical(body)))) {
      throw new ProblemException(keyReused());
    }
    return Optional.of(held.executionId());
  }

  private static Problem keyReused() {
    return ProblemType.KEY_REUSED.problem(
        "This Idempotency-Key came with another body before. Use a new key for a new request.");
  }

  /** Further statements of the transaction that has written the decisions. */
  @FunctionalInterface
  private interface Afterwards {
    void run(Connection connection, List<Decision> written, Instant now) throws SQLException;
  }

  private List<Decision> run(List<Submission> submissions, Submitter who, Afterwards afterwards) {
    Instant now = clock.instant();
    SubmitSpans spans = tracer.request(submissions.size());
    List<Decision> decisions =
        database.transaction(
            connection -> {
              List<Decision> written =
                  written(
                      connection,
                      traced(decide(connection, submissions, who, now), spans),
                      who,
                      now);
              afterwards.run(connection, written, now);
              return written;
            });
    enqueue(decisions, now);
    spans.end(accepted(decisions));
    return decisions;
  }

  /**
   * Accepts a request with an idempotency key. The same key and body give the first answer again,
   * whatever has become of workflow and quota since; another body is refused.
   */
  Acceptance acceptOnce(Submission submission, String key, Submitter who) {
    return acceptOnce(submission, key, who, (_, _, _) -> {});
  }

  private Acceptance acceptOnce(
      Submission submission, String key, Submitter who, Companion companion) {
    Problem foreign =
        AcceptanceRules.problemOfOrganization(
            submission.request().organization(), who.organizations());
    if (foreign != null) {
      return new Acceptance.Refused(foreign);
    }
    Instant now = clock.instant();
    SubmitSpans spans = tracer.request(1);
    Decision decision =
        database.transaction(
            connection -> {
              Decision decided = once(connection, submission, key, who, spans, now);
              if (decided instanceof Decision.Accepted(var execution)) {
                companion.write(connection, execution.id(), now);
              }
              return decided;
            });
    enqueue(List.of(decision), now);
    spans.end(decision.execution().stream().toList());
    return decision.acceptance();
  }

  private Decision once(
      Connection connection,
      Submission submission,
      String key,
      Submitter who,
      SubmitSpans spans,
      Instant now)
      throws SQLException {
    SubmitRequest request = submission.request();
    var hashes =
        new BodyHashes(
            Hashes.sha256(RawJson.canonical(submission.body())), Hashes.sha256(text(request)));
    String organization = Objects.requireNonNullElse(request.organization(), "");
    Optional<HeldKey> before = store.held(connection, organization, key);
    if (before.isPresent()) {
      return new Decision.Answered(again(before.get(), hashes, request));
    }
    List<Decision> decided = traced(decide(connection, List.of(submission), who, now), spans);
    if (!(decided.getFirst() instanceof Decision.Accepted(var execution))) {
      return decided.getFirst();
    }
    Optional<HeldKey> meanwhile =
        store.hold(connection, organization, key, hashes, execution.id(), now);
    if (meanwhile.isPresent()) {
      return new Decision.Answered(again(meanwhile.get(), hashes, request));
    }
    Decision decision = written(connection, decided, who, now).getFirst();
    if (decision.acceptance() instanceof Acceptance.Refused(Problem problem)) {
      // Rolls back: an idempotency key must not stand for an execution that does not exist.
      throw new ProblemException(problem);
    }
    return decision;
  }

  private static List<Decision> traced(List<Decision> decisions, SubmitSpans spans) {
    return decisions.stream().map(decision -> decision.traced(spans)).toList();
  }

  private static Acceptance again(HeldKey held, BodyHashes hashes, SubmitRequest request) {
    boolean scheduled = AcceptanceRules.runAt(request, held.since()) != null;
    return held.isOf(hashes)
        ? Acceptance.Accepted.as(
            held.executionId(), scheduled ? ExecutionStatus.SCHEDULED : ExecutionStatus.PENDING)
        : new Acceptance.Refused(keyReused());
  }

  private List<Decision> decide(
      Connection connection, List<Submission> submissions, Submitter who, Instant now)
      throws SQLException {
    var names = submissions.stream().map(each -> each.request().workflow()).distinct().toList();
    var workflows = store.workflows(connection, names);
    var decisions = new ArrayList<Decision>();
    for (Submission each : submissions) {
      Decision decision =
          decide(connection, each, workflows.get(each.request().workflow()), who, now);
      decisions.add(
          decision instanceof Decision.Accepted
              ? withinQuota(connection, each.request().organization(), decision)
              : decision);
    }
    return decisions;
  }

  private Decision withinQuota(
      Connection connection, @Nullable String organization, Decision decision) throws SQLException {
    Problem problem = quota.take(connection, organization);
    return problem == null ? decision : new Decision.Answered(new Acceptance.Refused(problem));
  }

  private Decision decide(
      Connection connection,
      Submission submission,
      @Nullable RunnableWorkflow workflow,
      Submitter who,
      Instant now)
      throws SQLException {
    Problem problem = rules.problem(submission, workflow, who.organizations(), now);
    if (problem == null && workflow != null) {
      problem = schemas.problem(connection, workflow, submission.input());
    }
    return problem != null || workflow == null
        ? new Decision.Answered(new Acceptance.Refused(Objects.requireNonNull(problem)))
        : new Decision.Accepted(execution(submission, workflow, now));
  }

  /** Writes what was accepted; an execution whose unique key is in use is refused here. */
  private List<Decision> written(
      Connection connection, List<Decision> decisions, Submitter who, Instant now)
      throws SQLException {
    Map<UUID, KeyHolder> holders =
        executions.insert(connection, accepted(decisions), who.name(), now);
    return decisions.stream().map(each -> each.afterInsert(holders, who.organizations())).toList();
  }

  private static List<NewExecution> accepted(List<Decision> decisions) {
    return decisions.stream().flatMap(each -> each.execution().stream()).toList();
  }

  private NewExecution execution(Submission submission, RunnableWorkflow workflow, Instant now) {
    SubmitRequest request = submission.request();
    return new NewExecution(
        ids.next(),
        workflow,
        submission.input().json(),
        rules.timeoutMs(request, workflow),
        AcceptanceRules.priority(request),
        AcceptanceRules.executionModel(request, workflow),
        request.organization(),
        labels(request),
        rules.maxRetries(request, workflow),
        submission.awaitsApproval(),
        AcceptanceRules.runAt(request, now),
        request.uniqueKey(),
        null);
  }

  private void enqueue(List<Decision> decisions, Instant now) {
    List<NewExecution> accepted = accepted(decisions);
    listener.queued(
        accepted.stream().filter(each -> !each.awaitsApproval()).map(NewExecution::id).toList());
    enqueuer.enqueue(
        accepted.stream()
            .filter(each -> each.enqueuedAtOnce(now))
            .map(each -> each.entry(budget.left(0), now))
            .toList());
  }

  private @Nullable String labels(SubmitRequest request) {
    var labels = request.labels();
    return labels == null || labels.isEmpty() ? null : text(labels);
  }

  private String text(Object value) {
    return JsonText.of(json, value);
  }
}
