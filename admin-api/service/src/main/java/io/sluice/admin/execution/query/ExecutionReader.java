package io.sluice.admin.execution.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.admin.execution.LogLevel;
import io.sluice.admin.execution.PriorityColumn;
import io.sluice.admin.identity.ExecutionOrganizations;
import io.sluice.admin.identity.Organizations;
import io.sluice.admin.identity.VisibilityFilter;
import io.sluice.admin.worker.WaitingReason;
import io.sluice.api.ExecutionDetail;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.LogPage;
import io.sluice.queue.Traceparent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads one execution, with payloads only for callers that may see them. */
@ApplicationScoped
class ExecutionReader {

  private final ExecutionRepository executions;
  private final ExecutionHistory history;
  private final RunningProgress progress;
  private final ExecutionOrganizations organizations;
  private final ObjectMapper json;

  ExecutionReader(
      ExecutionRepository executions,
      ExecutionHistory history,
      RunningProgress progress,
      ExecutionOrganizations organizations,
      ObjectMapper json) {
    this.executions = executions;
    this.history = history;
    this.progress = progress;
    this.organizations = organizations;
    this.json = json;
  }

  /** The row and the name of its workflow. */
  record Found(Execution row, String workflowName) {}

  @Transactional
  Optional<Found> find(UUID id) {
    return executions
        .findByIdOptional(id)
        .map(row -> new Found(row, executions.workflowName(row.workflowId)));
  }

  /** The creator; empty if the execution is unknown or belongs to another organization. */
  @Transactional
  Optional<String> creator(UUID id, Organizations organizations) {
    return executions.creator(id, organizations);
  }

  /**
   * One execution.
   *
   * @param payloads true for a creator whose payloads the caller may see
   */
  Optional<ExecutionDetail> detail(
      UUID id, Organizations organizations, Predicate<String> payloads) {
    return find(id)
        .filter(found -> organizations.include(found.row().organization))
        .map(found -> detail(found, payloads.test(found.row().createdBy)));
  }

  /** A page of log lines. */
  LogPage logs(UUID id, LogCursor after, LogLevel least, int limit, boolean payloads) {
    var read = history.lines(id, after, least, limit);
    var marked = least == LogLevel.DEBUG ? LogGaps.marked(after, read) : read;
    var page = marked.subList(0, Math.min(limit, marked.size()));
    String next = page.size() < limit ? null : page.getLast().cursor().cursor();
    List<LogPage.Line> shown =
        page.stream().map(line -> payloads ? line.line() : redacted(line.line())).toList();
    return new LogPage(shown, next, payloads ? null : Boolean.TRUE);
  }

  /** A crash report without the parts that the caller may not see. */
  Optional<String> crashReport(
      UUID id, int attempt, Organizations organizations, boolean payloads) {
    return history
        .crashReport(id, attempt)
        .map(
            report ->
                payloads && organizations.all()
                    ? report
                    : withheld(report, id, organizations, payloads));
  }

  /** The dossier, without executions of other organizations that held its locks. */
  Optional<String> dossier(UUID id, Organizations sees) {
    return history.dossier(id).map(dossier -> sees.all() ? dossier : shownDossier(dossier, sees));
  }

  private String shownDossier(String dossier, Organizations sees) {
    VisibilityFilter filter = organizations.filter(sees, VisibilityFilter.mentioned(dossier));
    try {
      return filter.dossier(json.readTree(dossier)).toString();
    } catch (JsonProcessingException e) {
      // It came as something else than JSON and is kept as a text: none of it is shown.
      return "{\"redacted\":true}";
    }
  }

  private String withheld(String report, UUID id, Organizations organizations, boolean payloads) {
    try {
      if (json.readTree(report) instanceof ObjectNode tree) {
        return ShownCrashReport.of(tree, id, payloads, organizations.all()).toString();
      }
    } catch (JsonProcessingException e) {
      // It came as something else than JSON and is kept as a text: none of it is shown.
    }
    return "{\"redacted\":true}";
  }

  static LogPage.Line redacted(LogPage.Line line) {
    return new LogPage.Line(line.seq(), line.at(), line.level(), null, line.attempt());
  }

  private ExecutionDetail detail(Found found, boolean payloads) {
    Execution row = found.row();
    return new ExecutionDetail(
        row.id,
        row.workflowId,
        found.workflowName(),
        row.organization,
        row.status,
        waitingReason(row),
        row.errorType,
        row.errorMessage,
        row.errorStack,
        payloads ? row.input : null,
        payloads ? row.result : null,
        row.dataFlag,
        payloads ? null : Boolean.TRUE,
        row.executionModel == null ? row.requestedModel : row.executionModel,
        row.workerId,
        row.pid,
        row.createdAt,
        row.runAt,
        row.queuedAt,
        row.startedAt,
        row.finishedAt,
        row.recordedAt == null ? row.finishedAt : row.recordedAt,
        row.deadLetteredAt,
        ExecutionColumns.queueMs(row.queuedAt, row.startedAt),
        row.runMs,
        row.cpuMs,
        row.allocatedBytes,
        row.rung,
        row.attemptNumber,
        row.losses,
        row.maxRetries,
        row.retries,
        PriorityColumn.word(row.priority),
        ExecutionColumns.seconds(row.timeoutMs),
        progress(row),
        ExecutionColumns.labels(json, row.labels),
        row.uniqueKey,
        row.createdBy,
        row.cancelRequestedAt,
        row.cancelReason,
        Traceparent.parse(row.traceparent).map(Traceparent::traceId).orElse(null),
        history.attempts(row.id),
        history.stuck(row.id).orElse(null));
  }

  private static @Nullable String waitingReason(Execution row) {
    return row.status == ExecutionStatus.PENDING
        ? WaitingReason.of(
            row.aliveWorker != null, row.lockKey != null, row.publishedEpoch == row.epoch)
        : null;
  }

  private ExecutionDetail.@Nullable Progress progress(Execution row) {
    return row.status == ExecutionStatus.RUNNING && row.workerId != null
        ? progress.of(row.id, row.workerId)
        : null;
  }

  /**
   * Redacts a crash report for one caller. A process runs executions of several organizations, so a
   * report also holds data of others: their ids, workflows and stacks. Pure.
   */
  static final class ShownCrashReport {
    private static final List<String> PAYLOAD = List.of("last_output", "hs_err");
    private static final List<String> NAMES = List.of("execution_id", "workflow", "epoch", "claim");

    private ShownCrashReport() {}

    /**
     * Removes the parts that the caller may not see.
     *
     * @param report is changed
     * @param execution the execution of the report
     * @param payloads the caller may read the output of workflows
     * @param everyOrganization the caller sees the executions of all organizations
     */
    static ObjectNode of(
        ObjectNode report, UUID execution, boolean payloads, boolean everyOrganization) {
      if (!payloads) {
        report.remove(PAYLOAD);
      }
      if (!everyOrganization) {
        report.remove("last_seen");
        report
            .path("suspects")
            .forEach(
                suspect -> {
                  if (!suspect.path("execution_id").asText().equals(execution.toString())) {
                    hideNames(suspect);
                  }
                });
      }
      return payloads && everyOrganization ? report : report.put("redacted", true);
    }

    private static void hideNames(JsonNode suspect) {
      if (suspect instanceof ObjectNode neighbour) {
        neighbour.remove(NAMES);
      }
    }
  }
}
