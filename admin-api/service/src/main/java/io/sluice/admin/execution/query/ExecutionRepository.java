package io.sluice.admin.execution.query;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.sluice.admin.identity.Organizations;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Reads executions one row at a time. Calls run in a transaction of the caller. */
@ApplicationScoped
class ExecutionRepository implements PanacheRepositoryBase<Execution, UUID> {

  /** The creator, if the execution belongs to one of the organizations. */
  Optional<String> creator(UUID id, Organizations organizations) {
    return getEntityManager()
        .createNamedQuery("Execution.creator", String.class)
        .setParameter("id", id)
        .setParameter("every", organizations.all())
        .setParameter("names", organizations.words())
        .getResultStream()
        .findFirst();
  }

  /** The name of a workflow, which every execution has. */
  String workflowName(UUID workflowId) {
    return getEntityManager()
        .createNamedQuery("Execution.workflowName", String.class)
        .setParameter("id", workflowId)
        .getSingleResult();
  }
}
