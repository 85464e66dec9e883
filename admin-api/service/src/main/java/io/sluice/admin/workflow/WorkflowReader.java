package io.sluice.admin.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.admin.execution.ExecutionConfig;
import io.sluice.admin.http.Uuids;
import io.sluice.api.Page;
import io.sluice.api.WorkflowView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reads registered workflows. */
@ApplicationScoped
public class WorkflowReader {

  private final WorkflowRepository workflows;
  private final ExecutionConfig config;
  private final ObjectMapper json;

  WorkflowReader(WorkflowRepository workflows, ExecutionConfig config, ObjectMapper json) {
    this.workflows = workflows;
    this.config = config;
    this.json = json;
  }

  /** Returns a page by name, after the cursor. */
  @Transactional
  Page<WorkflowView> page(@Nullable String cursor, int limit) {
    return page(cursor, limit, this::view);
  }

  /** The same, each workflow with the schema of its input. */
  @Transactional
  public Page<WorkflowView> pageWithSchemas(@Nullable String cursor, int limit) {
    return page(cursor, limit, this::viewWithSchema);
  }

  private Page<WorkflowView> page(
      @Nullable String cursor,
      int limit,
      BiFunction<RegisteredWorkflow, Set<UUID>, WorkflowView> view) {
    List<RegisteredWorkflow> rows = workflows.after(cursor == null ? "" : cursor, limit + 1);
    boolean more = rows.size() > limit;
    List<RegisteredWorkflow> shown = more ? rows.subList(0, limit) : rows;
    Set<UUID> blacklisted = blacklisted(shown);
    return new Page<>(
        shown.stream().map(row -> view.apply(row, blacklisted)).toList(),
        more ? shown.getLast().name : null);
  }

  /** Returns one workflow, with the schema of its input. */
  @Transactional
  Optional<WorkflowView> find(String idOrName) {
    Optional<RegisteredWorkflow> found =
        workflows
            .byName(idOrName)
            .or(() -> Uuids.parse(idOrName).flatMap(workflows::findByIdOptional));
    return found.map(row -> viewWithSchema(row, blacklisted(List.of(row))));
  }

  private WorkflowView viewWithSchema(RegisteredWorkflow row, Set<UUID> blacklisted) {
    return view(row, blacklisted)
        .withInputSchema(
            workflows.inputSchema(row).map(this::tree).orElseGet(json::createObjectNode));
  }

  private Set<UUID> blacklisted(List<RegisteredWorkflow> rows) {
    return rows.isEmpty()
        ? Set.of()
        : new HashSet<>(workflows.blacklisted(rows.stream().map(row -> row.id).toList()));
  }

  private WorkflowView view(RegisteredWorkflow row, Set<UUID> blacklisted) {
    return new WorkflowView(
        row.id,
        row.name,
        row.description,
        row.version,
        row.bundleSha256,
        row.timeoutSeconds,
        row.executionModel,
        config.maxRetries(row.retriesDeclared ? row.maxRetries : null, row.atMostOnce),
        row.idempotent,
        row.exclusive,
        row.atMostOnce,
        row.enabled,
        blacklisted.contains(row.id),
        row.updatedAt,
        WorkflowView.Stats.NONE,
        null);
  }

  private JsonNode tree(String schema) {
    try {
      return json.readTree(schema);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored schema is not JSON", e);
    }
  }
}
