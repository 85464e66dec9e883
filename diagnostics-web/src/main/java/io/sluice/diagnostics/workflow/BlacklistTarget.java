package io.sluice.diagnostics.workflow;

import io.sluice.api.BlacklistApi.BlacklistEntry;
import io.sluice.api.ExecutionSummary;
import io.sluice.api.Page;
import io.sluice.api.WorkflowView;
import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.api.AdminListsClient;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.page.Formats;
import jakarta.inject.Singleton;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ProcessingException;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Finds the workflow or entry that a blacklist form concerns. */
@Singleton
class BlacklistTarget {

  private static final int PAGE = 200;
  private static final int MAX_PAGES = 20;

  private final AdminApiClient api;
  private final AdminListsClient lists;

  BlacklistTarget(@RestClient AdminApiClient api, @RestClient AdminListsClient lists) {
    this.api = api;
    this.lists = lists;
  }

  /**
   * The active entry of a workflow.
   *
   * @throws NotFoundException if there is none
   */
  BlacklistEntry entry(UUID workflow) {
    String cursor = null;
    for (int at = 0; at < MAX_PAGES; at++) {
      Page<BlacklistEntry> page = api.blacklist(false, cursor, PAGE);
      for (BlacklistEntry entry : page.items()) {
        if (entry.workflowId().equals(workflow)) {
          return entry;
        }
      }
      cursor = page.nextCursor();
      if (cursor == null) {
        break;
      }
    }
    throw new NotFoundException();
  }

  /** The number of waiting executions that would be blocked, in words; each is counted once. */
  String waiting(WorkflowView workflow) {
    try {
      Page<ExecutionSummary> page =
          lists.executions(
              Map.of(
                  "workflow",
                  workflow.workflowId().toString(),
                  "status",
                  "PENDING,SCHEDULED",
                  "limit",
                  Integer.toString(PAGE)));
      return inWords(page.items().size(), page.nextCursor());
    } catch (ApiProblem | ProcessingException unknown) {
      return "The number of waiting executions is unknown; all of them would be blocked.";
    }
  }

  static String inWords(int counted, @Nullable String next) {
    if (next != null) {
      return "More than " + counted + " executions that wait would be blocked.";
    }
    return counted == 0
        ? "It has no waiting executions."
        : Formats.count(counted, "execution")
            + " that wait"
            + (counted == 1 ? "s" : "")
            + " would be blocked.";
  }
}
