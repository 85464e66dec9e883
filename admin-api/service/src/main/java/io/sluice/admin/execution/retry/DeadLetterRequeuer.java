package io.sluice.admin.execution.retry;

import io.sluice.admin.execution.query.ExecutionFinder;
import io.sluice.admin.execution.query.ExecutionQuery;
import io.sluice.admin.execution.query.ExecutionQuery.ListParameters;
import io.sluice.admin.execution.retry.Retrier.Retry;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.identity.Organizations;
import io.sluice.api.DeadLetterApi.RequeueAnswer;
import io.sluice.api.DeadLetterApi.RequeueRequest;
import io.sluice.api.ExecutionSummary;
import io.sluice.api.Page;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Requeues dead letters, a page in one transaction, newest first. */
@Singleton
final class DeadLetterRequeuer {

  /** The query parameters of a list of dead letters, unchecked. */
  record DeadLetterParameters(
      @QueryParam("workflow") @Nullable String workflow,
      @QueryParam("error_type") @Nullable String errorType,
      @QueryParam("organization") @Nullable String organization,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {

    ExecutionQuery query() {
      return ExecutionQuery.ofDeadLetters(
          new ListParameters(
              null,
              workflow,
              errorType,
              null,
              organization,
              null,
              from,
              to,
              null,
              null,
              cursor,
              limit));
    }
  }

  private static final int MAX_OF_A_CALL = 10_000;
  private static final int PAGE = 200;
  private static final int MAX_REFUSED_SHOWN = 100;

  private final ExecutionFinder finder;
  private final Retrier retrier;

  DeadLetterRequeuer(ExecutionFinder finder, Retrier retrier) {
    this.finder = finder;
    this.retrier = retrier;
  }

  /**
   * Requeues at most 10 000. Refused ones stay, and the cursor leads past them.
   *
   * @throws ProblemException if neither a filter nor {@code all} selects them
   */
  RequeueAnswer requeue(RequeueRequest request, String who, Organizations organizations) {
    List<UUID> chosen = checked(request);
    var result = new Result();
    if (!chosen.isEmpty()) {
      result.add(retrier.requeue(chosen, who, organizations));
      return result.answer(null);
    }
    String cursor = request.cursor();
    for (int seen = 0; seen < MAX_OF_A_CALL; seen += PAGE) {
      Page<ExecutionSummary> page = finder.find(parameters(request, cursor).query(), organizations);
      var ids = page.items().stream().map(ExecutionSummary::executionId).toList();
      result.add(retrier.requeue(ids, who, organizations));
      cursor = page.nextCursor();
      if (cursor == null) {
        break;
      }
    }
    return result.answer(cursor);
  }

  /** The sums of a call. */
  private static final class Result {
    private int requeued;
    private int refusedTotal;
    private final List<RequeueAnswer.Refused> refused = new ArrayList<>();

    void add(List<Retry> answers) {
      for (Retry retry : answers) {
        switch (retry) {
          case Retry.Again _ -> requeued++;
          case Retry.Refused(var id, var problem) -> {
            refusedTotal++;
            if (refused.size() < MAX_REFUSED_SHOWN) {
              refused.add(new RequeueAnswer.Refused(id, problem.title(), problem.detail()));
            }
          }
        }
      }
    }

    RequeueAnswer answer(@Nullable String cursor) {
      return new RequeueAnswer(requeued, refusedTotal, refused, cursor);
    }
  }

  /** Returns the chosen ids; empty if filters, or all, select the dead letters. */
  private static List<UUID> checked(RequeueRequest request) {
    List<UUID> ids = request.ids() == null ? List.of() : request.ids();
    boolean filtered =
        Stream.of(
                request.workflow(),
                request.errorType(),
                request.organization(),
                request.from(),
                request.to())
            .anyMatch(Objects::nonNull);
    boolean all = Boolean.TRUE.equals(request.all());
    if (Stream.of(!ids.isEmpty(), filtered, all).filter(each -> each).count() != 1) {
      throw new ProblemException(
          ProblemType.INVALID.field(
              "all",
              "must be true when neither ids nor a filter is given, and goes with none: ids,"
                  + " workflow, error_type, organization, from, to"));
    }
    return ids.stream().distinct().toList();
  }

  private static DeadLetterParameters parameters(RequeueRequest request, @Nullable String cursor) {
    return new DeadLetterParameters(
        request.workflow(),
        request.errorType(),
        request.organization(),
        text(request.from()),
        text(request.to()),
        cursor,
        PAGE);
  }

  private static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }
}
