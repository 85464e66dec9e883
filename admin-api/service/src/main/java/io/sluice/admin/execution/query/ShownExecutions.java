package io.sluice.admin.execution.query;

import io.sluice.admin.execution.ExecutionIds;
import io.sluice.admin.execution.LogLevel;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.http.QueryParams;
import io.sluice.admin.identity.Caller;
import io.sluice.api.ExecutionDetail;
import io.sluice.api.LogPage;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Shows one execution to the caller of the present request: of the caller's organizations, with
 * payloads only where the caller may see them, and with an audit entry for those that it sees. Each
 * method throws ProblemException if there is no such execution.
 */
@Singleton
public final class ShownExecutions {

  private final ExecutionReader reader;
  private final PayloadReads reads;
  private final Caller caller;

  ShownExecutions(ExecutionReader reader, PayloadReads reads, Caller caller) {
    this.reader = reader;
    this.reads = reads;
    this.caller = caller;
  }

  /** The execution with its attempts, input and result. */
  public ExecutionDetail detail(String id) {
    ExecutionDetail detail =
        reader
            .detail(ExecutionIds.parse(id), caller.organizations(), caller::seesPayloadsOf)
            .orElseThrow(() -> ExecutionIds.unknown(id));
    reads.shown(detail.executionId(), detail.createdBy());
    return detail;
  }

  /** A page of log lines, oldest first. */
  public LogPage logs(String id, @Nullable String cursor, String level, int limit) {
    UUID execution = ExecutionIds.parse(id);
    String creator = shown(execution);
    return reader.logs(
        execution,
        LogCursor.of(cursor),
        LogLevel.of(level),
        QueryParams.pageSize(limit),
        caller.seesPayloadsOf(creator));
  }

  /** The stuck dossier as JSON. */
  String dossier(String id) {
    UUID execution = ExecutionIds.parse(id);
    String _ = creator(execution);
    return reader
        .dossier(execution, caller.organizations())
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemType.NO_DOSSIER.problem("The execution " + id + " did not get stuck.")));
  }

  /** The crash report of an attempt as JSON. */
  String crashReport(String id, int attempt) {
    UUID execution = ExecutionIds.parse(id);
    String _ = shown(execution);
    return reader
        .crashReport(execution, attempt, caller.organizations(), caller.seesPayloads())
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemType.NO_CRASH_REPORT.problem(
                        String.format(
                            Locale.ROOT,
                            "Attempt %d of the execution %s did not crash with its process.",
                            attempt,
                            id))));
  }

  /** Records that payloads of this execution are about to be shown; returns its creator. */
  private String shown(UUID execution) {
    String creator = creator(execution);
    reads.shown(execution, creator);
    return creator;
  }

  private String creator(UUID execution) {
    return reader
        .creator(execution, caller.organizations())
        .orElseThrow(() -> ExecutionIds.unknown(execution.toString()));
  }
}
