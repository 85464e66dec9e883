package io.sluice.admin.workflow;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.sluice.admin.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/** Table of workflows. Calls run in the caller's transaction. */
@ApplicationScoped
class WorkflowRepository implements PanacheRepositoryBase<RegisteredWorkflow, UUID> {

  List<RegisteredWorkflow> byNames(Collection<String> names) {
    return list("#Workflow.byNames", names);
  }

  Optional<RegisteredWorkflow> byName(String name) {
    return find("name", name).firstResultOptional();
  }

  List<RegisteredWorkflow> after(String name, int limit) {
    return find("name > ?1 order by name", name).page(0, limit).list();
  }

  /** Returns the ids of blacklisted workflows. */
  List<UUID> blacklisted(List<UUID> ids) {
    return getEntityManager()
        .unwrap(Session.class)
        .doReturningWork(
            connection ->
                Sql.list(
                    connection,
                    """
                    SELECT workflow_id FROM blacklist_door
                    WHERE NOT probation AND workflow_id = ANY (?::uuid[])
                    """,
                    row -> row.getObject(1, UUID.class),
                    Sql.column("uuid", ids, id -> id)));
  }

  /** Returns the JSON Schema of the input; empty if an earlier release registered the bundle. */
  Optional<String> inputSchema(RegisteredWorkflow row) {
    return getEntityManager()
        .unwrap(Session.class)
        .doReturningWork(
            connection ->
                Sql.first(
                    connection,
                    "SELECT schema FROM input_schema WHERE bundle_sha256 = ? AND entry_point = ?",
                    found -> found.getString("schema"),
                    row.bundleSha256,
                    row.entryPoint));
  }
}
