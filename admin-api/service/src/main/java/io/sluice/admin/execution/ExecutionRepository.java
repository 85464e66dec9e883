package io.sluice.admin.execution;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Rows of execution, one at a time. Calls run in a transaction of the caller. */
@ApplicationScoped
class ExecutionRepository implements PanacheRepositoryBase<Execution, UUID> {

  /** The name of a workflow, which every execution has. */
  String workflowName(UUID workflowId) {
    return (String)
        getEntityManager()
            .createNativeQuery("SELECT name FROM workflow WHERE id = :id", String.class)
            .setParameter("id", workflowId)
            .getSingleResult();
  }
}
